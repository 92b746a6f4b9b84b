package dev.caravan.ledger;

import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The late creates of one sync, within one transaction. Not thread-safe. */
public final class LateCreates {
  private final Handle handle;
  private final String sync;

  LateCreates(Handle handle, String sync) {
    this.handle = handle;
    this.sync = sync;
  }

  void note(Collection<LateCreate> creates) {
    Batches.write(
        handle,
        "INSERT INTO late_create (sync, source_key, generation, cycle, target_id)"
            + " VALUES (?, ?, ?, ?, ?)"
            + " ON CONFLICT (sync, source_key, generation, cycle) DO NOTHING",
        creates,
        (row, create) ->
            row.text(sync)
                .text(create.key())
                .number(create.generation())
                .number(create.cycle())
                .text(create.targetId()));
  }

  /** In the order of their records. */
  public List<LateCreate> all() {
    return handle
        .createQuery(
            "SELECT source_key, generation, cycle, target_id FROM late_create"
                + " WHERE sync = :sync ORDER BY source_key, cycle")
        .bind("sync", sync)
        .map(
            (row, context) ->
                new LateCreate(
                    row.getString("source_key"),
                    row.getInt("generation"),
                    row.getLong("cycle"),
                    row.getString("target_id")))
        .list();
  }

  /** They were taken up. */
  public void over(Collection<LateCreate> creates) {
    Batches.write(
        handle,
        "DELETE FROM late_create"
            + " WHERE sync = ? AND source_key = ? AND generation = ? AND cycle = ?",
        creates,
        (row, create) ->
            row.text(sync).text(create.key()).number(create.generation()).number(create.cycle()));
  }
}
