package dev.caravan.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * The entries of one sync that ended in the last hour although nothing confirmed it, within one
 * transaction: what a limit remembers from cycle to cycle and from process to process. An entry
 * counts once, however often its end is tried. Not thread-safe.
 */
public final class RecentEnds {
  private static final Duration MEMORY = Duration.ofHours(1);

  private final Handle handle;
  private final String sync;

  RecentEnds(Handle handle, String sync) {
    this.handle = handle;
    this.sync = sync;
  }

  /** The ways in which an entry ends. Each has a sum of its own. */
  public enum Way {
    /** Its record is gone, so its counterpart is closed. */
    CLOSED,
    /** Its record is gone, and it had no counterpart, or one that a person ended. */
    RELEASED,
    /** The target does not know its counterpart any more. */
    GONE;

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The keys of those that ended so within the hour before that moment. */
  public Set<String> keys(Way way, Instant now) {
    return new HashSet<>(
        handle
            .createQuery(
                "SELECT source_key FROM recent_end WHERE sync = :sync AND way = :way AND ended_at >"
                    + " :since")
            .bind("sync", sync)
            .bind("way", way.word())
            .bind("since", now.minus(MEMORY).toEpochMilli())
            .mapTo(String.class)
            .list());
  }

  /** Forgets what is older than an hour. What a clock that was wrong has put later ended now. */
  public void forgetOlder(Instant now) {
    handle
        .createUpdate("DELETE FROM recent_end WHERE sync = :sync AND ended_at <= :since")
        .bind("sync", sync)
        .bind("since", now.minus(MEMORY).toEpochMilli())
        .execute();
    handle
        .createUpdate(
            "UPDATE recent_end SET ended_at = :now WHERE sync = :sync AND ended_at > :now")
        .bind("sync", sync)
        .bind("now", now.toEpochMilli())
        .execute();
  }

  public void add(Way way, Collection<String> keys, Instant now) {
    Batches.write(
        handle,
        "INSERT INTO recent_end (sync, way, source_key, ended_at) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (sync, way, source_key) DO UPDATE SET ended_at = excluded.ended_at",
        keys,
        (row, key) -> row.text(sync).text(way.word()).text(key).instant(now));
  }
}
