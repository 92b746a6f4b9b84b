package dev.caravan.ledger;

import dev.caravan.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** How far each sync has read a source that numbers its changes, in the store. Thread-safe. */
public final class SourcePositions {
  private final Database ledger;

  public SourcePositions(Database ledger) {
    this.ledger = ledger;
  }

  /**
   * Empty when the whole source is to be read: before the first, and when the ledger was rebuilt
   * since: it may know other rows.
   */
  public Optional<SourcePosition> of(String sync) {
    return ledger.read(
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
                            since(row),
                            row.getLong("highest"),
                            Instant.ofEpochMilli(row.getLong("full_read_at")),
                            row.getString("rules")))
                .findOne());
  }

  /** Keeps the position after a cycle, unless another cycle has begun since. */
  public void keep(String sync, long cycle, SourcePosition position) {
    ledger.write(
        handle ->
            Ledger.lockedLastCycle(handle, sync) == cycle
                ? handle
                    .createUpdate(
                        "INSERT INTO source_position"
                            + " (sync, since, highest, full_read_at, rules, cycle)"
                            + " VALUES (:sync, :since, :highest, :fullReadAt, :rules, :cycle)"
                            + " ON CONFLICT (sync) DO UPDATE SET since = excluded.since,"
                            + " highest = excluded.highest, full_read_at = excluded.full_read_at,"
                            + " rules = excluded.rules, cycle = excluded.cycle")
                    .bind("sync", sync)
                    .bind("since", position.since())
                    .bind("highest", position.highest())
                    .bind("fullReadAt", position.fullReadAt().toEpochMilli())
                    .bind("rules", position.rules())
                    .bind("cycle", cycle)
                    .execute()
                : 0);
  }

  /** The next reading is of the whole source. */
  static void forget(Handle handle, String sync) {
    handle
        .createUpdate("DELETE FROM source_position WHERE sync = :sync")
        .bind("sync", sync)
        .execute();
  }

  private static @Nullable Long since(ResultSet row) throws SQLException {
    long since = row.getLong("since");
    return row.wasNull() ? null : (Long) since;
  }
}
