package dev.caravan.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * When records of one sync were read first that wait for their counterpart and whose source says
 * that they begin later than now: its clock is wrong, and what waits is as old as that reading.
 * Within one transaction; not thread-safe.
 */
public final class FirstReadings {
  /** Longer than anybody lets an alert wait. */
  private static final Duration MEMORY = Duration.ofDays(30);

  private final Handle handle;
  private final String sync;

  FirstReadings(Handle handle, String sync) {
    this.handle = handle;
    this.sync = sync;
  }

  /** The moments by key; those of other records are absent. */
  public Map<String, Instant> of(Collection<String> keys) {
    if (keys.isEmpty()) {
      return Map.of();
    }
    Map<String, Instant> known = new HashMap<>();
    handle
        .createQuery(
            "SELECT source_key, read_at FROM first_reading WHERE sync = :sync AND source_key IN"
                + " (<keys>)")
        .bind("sync", sync)
        .bindList("keys", List.copyOf(keys))
        .map((row, context) -> Map.entry(row.getString(1), Instant.ofEpochMilli(row.getLong(2))))
        .forEach(one -> known.put(one.getKey(), one.getValue()));
    return known;
  }

  public void put(Collection<String> keys, Instant now) {
    if (keys.isEmpty()) {
      return;
    }
    handle
        .createUpdate("DELETE FROM first_reading WHERE sync = :sync AND read_at < :before")
        .bind("sync", sync)
        .bind("before", now.minus(MEMORY).toEpochMilli())
        .execute();
    Batches.write(
        handle,
        "INSERT INTO first_reading (sync, source_key, read_at) VALUES (?, ?, ?)"
            + " ON CONFLICT (sync, source_key) DO UPDATE SET read_at = excluded.read_at",
        keys,
        (row, key) -> row.text(sync).text(key).instant(now));
  }

  /** These do not wait any more. */
  public void drop(Collection<String> keys) {
    Batches.write(
        handle,
        "DELETE FROM first_reading WHERE sync = ? AND source_key = ?",
        keys,
        (row, key) -> row.text(sync).text(key));
  }
}
