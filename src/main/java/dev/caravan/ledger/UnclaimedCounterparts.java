package dev.caravan.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The unclaimed counterparts of one sync, within one transaction. Not thread-safe. */
public final class UnclaimedCounterparts {
  private final Handle handle;
  private final String sync;

  UnclaimedCounterparts(Handle handle, String sync) {
    this.handle = handle;
    this.sync = sync;
  }

  public List<UnclaimedCounterpart> all() {
    return handle
        .createQuery(
            "SELECT marker, target_id, age_order, over, touched, created_at, found_at, missed"
                + " FROM unclaimed_counterpart WHERE sync = :sync ORDER BY marker, target_id")
        .bind("sync", sync)
        .map(
            (row, context) ->
                new UnclaimedCounterpart(
                    row.getString(1),
                    row.getString(2),
                    row.getLong(3),
                    row.getBoolean(4),
                    row.getBoolean(5),
                    Optional.ofNullable(row.getObject(6))
                        .map(at -> Instant.ofEpochMilli(((Number) at).longValue()))
                        .orElse(null),
                    Instant.ofEpochMilli(row.getLong(7)),
                    row.getInt(8)))
        .list();
  }

  /** Stores them in place of all that there were. */
  public void replace(Collection<UnclaimedCounterpart> counterparts) {
    handle.execute("DELETE FROM unclaimed_counterpart WHERE sync = ?", sync);
    Batches.write(
        handle,
        "INSERT INTO unclaimed_counterpart (sync, marker, target_id, age_order, over, touched,"
            + " created_at, found_at, missed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        counterparts,
        (row, one) ->
            row.text(sync)
                .text(one.marker())
                .text(one.targetId())
                .number(one.order())
                .flag(one.over())
                .flag(one.touched())
                .instant(one.createdAt())
                .instant(one.foundAt())
                .number(one.missed()));
  }

  /** Takes those away that were found before that moment: nobody has asked for them since. */
  void prune(Instant before) {
    handle.execute(
        "DELETE FROM unclaimed_counterpart WHERE sync = ? AND found_at < ?",
        sync,
        before.toEpochMilli());
  }
}
