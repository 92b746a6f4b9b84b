package dev.caravan.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;

/** How far each sync has read a source that numbers its changes, in the store. Thread-safe. */
public final class SourcePositions {
  private final Jdbi jdbi;

  public SourcePositions(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Empty when the whole source is to be read: before the first, and when the ledger was rebuilt
   * since: it may know other rows.
   */
  public Optional<SourcePosition> of(String sync) {
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
                        new SourcePosition(
                            row.getObject("since", Long.class),
                            row.getLong("highest"),
                            row.getObject("full_read_at", OffsetDateTime.class).toInstant(),
                            row.getString("rules")))
                .findOne());
  }

  /** Keeps the position after a cycle, unless another cycle has begun since. */
  public void keep(String sync, long cycle, SourcePosition position) {
    jdbi.useTransaction(
        handle -> {
          if (Ledger.lockedLastCycle(handle, sync) != cycle) {
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

  /** The next reading is of the whole source. */
  static void forget(Handle handle, String sync) {
    handle
        .createUpdate("DELETE FROM source_position WHERE sync = :sync")
        .bind("sync", sync)
        .execute();
  }

  private static <S extends SqlStatement<S>> S bind(
      S statement, String sync, long cycle, SourcePosition position) {
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
