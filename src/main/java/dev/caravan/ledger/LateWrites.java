package dev.caravan.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The late writes of one sync, within one transaction. Not thread-safe. */
public final class LateWrites {
  private static final String COLUMNS =
      "source_key, generation, cycle, op, marker, target_id, desired, closing, summary, payload,"
          + " intended_at";

  private final Handle handle;
  private final String sync;

  LateWrites(Handle handle, String sync) {
    this.handle = handle;
    this.sync = sync;
  }

  void note(Collection<LateWrite> writes) {
    Batches.write(
        handle,
        "INSERT INTO late_write (sync, "
            + COLUMNS
            + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (sync, source_key, generation, cycle, op) DO NOTHING",
        writes,
        (row, write) ->
            row.text(sync)
                .text(write.key())
                .number(write.generation())
                .number(write.cycle())
                .text(write.op().word())
                .text(write.marker())
                .text(write.targetId())
                .text(write.wanted().fingerprint().toString())
                .text(write.wanted().closing())
                .text(write.wanted().summary())
                .text(write.payload())
                .instant(write.intendedAt()));
  }

  /** In the order of their records. */
  public List<LateWrite> all() {
    return handle
        .createQuery(
            "SELECT " + COLUMNS + " FROM late_write WHERE sync = :sync ORDER BY source_key, cycle")
        .bind("sync", sync)
        .map(
            (row, context) ->
                new LateWrite(
                    row.getString(1),
                    row.getInt(2),
                    row.getLong(3),
                    Op.of(row.getString(4)),
                    row.getString(5),
                    row.getString(6),
                    new Wanted(
                        Fingerprint.parse(row.getString(7)), row.getString(8), row.getString(9)),
                    row.getString(10),
                    Instant.ofEpochMilli(row.getLong(11))))
        .list();
  }

  /** They were taken up. */
  public void over(Collection<LateWrite> writes) {
    Batches.write(
        handle,
        "DELETE FROM late_write"
            + " WHERE sync = ? AND source_key = ? AND generation = ? AND cycle = ? AND op = ?",
        writes,
        (row, write) ->
            row.text(sync)
                .text(write.key())
                .number(write.generation())
                .number(write.cycle())
                .text(write.op().word()));
  }
}
