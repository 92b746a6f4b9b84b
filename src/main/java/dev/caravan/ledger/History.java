package dev.caravan.ledger;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/**
 * What a ledger keeps for people alone, within one transaction of one sync: of cycles and events
 * that are over nothing is decided, of entries that ended little. Not thread-safe.
 */
final class History {
  /** Rows of a kind in one transaction: some milliseconds, so that nobody waits long for it. */
  static final int PORTION = 500;

  private final Handle handle;
  private final String sync;

  History(Handle handle, String sync) {
    this.handle = handle;
    this.sync = sync;
  }

  /**
   * Takes a portion of what is older than that moment away.
   *
   * @return whether there may be more
   */
  boolean prune(Instant before) {
    int entries = new EndedEntries(handle, sync).take(before, PORTION);
    int events = events(before);
    int cycles = cycles(before);
    return Math.max(entries, Math.max(events, cycles)) == PORTION;
  }

  /** Of all syncs, because the oldest lines are found by their number. */
  private int events(Instant before) {
    return handle
        .createUpdate(
            "DELETE FROM event WHERE at < :before"
                + " AND id IN (SELECT id FROM event ORDER BY id LIMIT :most)")
        .bind("before", before.toEpochMilli())
        .bind("most", PORTION)
        .execute();
  }

  /** The last one that went through its source says from when on the target is searched. */
  private int cycles(Instant before) {
    return handle
        .createUpdate(
            "DELETE FROM cycle WHERE sync = :sync AND started_at < :before"
                + " AND cycle IN (SELECT cycle FROM cycle WHERE sync = :sync"
                + " ORDER BY cycle LIMIT :most)"
                + " AND cycle < (SELECT last_cycle FROM sync WHERE name = :sync)"
                + " AND cycle <> (SELECT COALESCE(MAX(cycle), 0) FROM cycle WHERE sync = :sync"
                + " AND outcome IN ('complete', 'partial', 'guarded'))"
                // A source is read whole after it, however long ago that was.
                + " AND COALESCE(outcome, '') <> 'rebuilt'")
        .bind("sync", sync)
        .bind("before", before.toEpochMilli())
        .bind("most", PORTION)
        .execute();
  }
}
