package dev.caravan.vendors.ninox;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;

/** The positions of all syncs, in the store. Thread-safe. */
public final class Positions {
  private final Jdbi jdbi;

  public Positions(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Empty before the first, and when the ledger was rebuilt since: it may know other rows. */
  Optional<Position> of(String sync) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT since, highest, full_read_at, rules FROM source_position p"
                        + " WHERE sync = :sync AND NOT EXISTS (SELECT 1 FROM cycle c"
                        + " WHERE c.sync = p.sync AND c.cycle > p.cycle AND c.outcome = 'rebuilt')")
                .bind("sync", sync)
                .map(
                    (row, context) ->
                        new Position(
                            row.getObject("since", Long.class),
                            row.getLong("highest"),
                            row.getObject("full_read_at", java.time.OffsetDateTime.class)
                                .toInstant(),
                            row.getString("rules")))
                .findOne());
  }

  /** Keeps the position after a cycle, unless another cycle has begun since. */
  void keep(String sync, long cycle, Position position) {
    jdbi.useTransaction(
        handle -> {
          long last =
              handle
                  .createQuery("SELECT last_cycle FROM sync WHERE name = :sync FOR UPDATE")
                  .bind("sync", sync)
                  .mapTo(long.class)
                  .findOne()
                  .orElse(0L);
          if (last != cycle) {
            return;
          }
          int known =
              bind(
                      handle.createUpdate(
                          "UPDATE source_position SET since = :since, highest = :highest,"
                              + " full_read_at = :fullReadAt, rules = :rules, cycle = :cycle"
                              + " WHERE sync = :sync"),
                      sync,
                      cycle,
                      position)
                  .execute();
          if (known == 0) {
            bind(
                    handle.createUpdate(
                        "INSERT INTO source_position"
                            + " (sync, since, highest, full_read_at, rules, cycle)"
                            + " VALUES (:sync, :since, :highest, :fullReadAt, :rules, :cycle)"),
                    sync,
                    cycle,
                    position)
                .execute();
          }
        });
  }

  private static <S extends SqlStatement<S>> S bind(
      S statement, String sync, long cycle, Position position) {
    Instant fullReadAt = position.fullReadAt();
    return statement
        .bind("sync", sync)
        .bind("since", position.since())
        .bind("highest", position.highest())
        .bind("fullReadAt", fullReadAt)
        .bind("rules", position.rules())
        .bind("cycle", cycle);
  }
}
