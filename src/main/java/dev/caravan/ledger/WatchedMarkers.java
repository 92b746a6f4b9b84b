package dev.caravan.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The markers of one sync that are under watch, within one transaction. Not thread-safe. */
public final class WatchedMarkers {
  private final Handle handle;
  private final String sync;

  WatchedMarkers(Handle handle, String sync) {
    this.handle = handle;
    this.sync = sync;
  }

  public List<WatchedMarker> all() {
    return handle
        .createQuery(
            "SELECT source_key, generation, marker, since_at, absent_at, looked_at"
                + " FROM watched_marker WHERE sync = :sync ORDER BY marker")
        .bind("sync", sync)
        .map(
            (row, context) ->
                new WatchedMarker(
                    row.getString(1),
                    row.getInt(2),
                    row.getString(3),
                    Instant.ofEpochMilli(row.getLong(4)),
                    Instant.ofEpochMilli(row.getLong(5)),
                    Instant.ofEpochMilli(row.getLong(6))))
        .list();
  }

  /** Stores them, in place of what was known of the same markers. */
  public void put(Collection<WatchedMarker> markers) {
    Batches.write(
        handle,
        "INSERT INTO watched_marker (sync, marker, source_key, generation, since_at, absent_at,"
            + " looked_at) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (sync, marker) DO UPDATE SET"
            + " source_key = excluded.source_key, generation = excluded.generation,"
            + " since_at = excluded.since_at, absent_at = excluded.absent_at,"
            + " looked_at = excluded.looked_at",
        markers,
        (row, one) ->
            row.text(sync)
                .text(one.marker())
                .text(one.key())
                .number(one.generation())
                .instant(one.since())
                .instant(one.absentAt())
                .instant(one.lookedAt()));
  }

  public void drop(Collection<WatchedMarker> markers) {
    Batches.write(
        handle,
        "DELETE FROM watched_marker WHERE sync = ? AND marker = ?",
        markers,
        (row, one) -> row.text(sync).text(one.marker()));
  }
}
