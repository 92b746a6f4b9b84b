package dev.caravan.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What goes from a store by its age alone, whoever it was of: of syncs and accounts that are gone
 * nobody else takes anything away. Thread-safe.
 */
public final class Retention {
  private static final int MOST_PORTIONS = 10;

  private final Duration keep;
  private final InstantSource clock;
  private final List<OldRows> kinds = new CopyOnWriteArrayList<>();
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile Instant done = Instant.MIN;

  /**
   * @param keep how long what has ended is kept
   */
  public Retention(Duration keep, InstantSource clock) {
    this.keep = keep;
    this.clock = clock;
  }

  /** Rows of one kind. */
  @FunctionalInterface
  public interface OldRows {
    /**
     * Takes some away, in transactions of some milliseconds each, and nothing that still decides
     * anything.
     *
     * @return whether there may be more that is older than that moment
     */
    boolean take(Instant before);
  }

  public Duration keep() {
    return keep;
  }

  /** From now on those go too. */
  public void add(OldRows kind) {
    kinds.add(kind);
  }

  /**
   * Takes some of what is due away: at most once an hour, or again while something is left over.
   * Who comes while another thread is at it goes on.
   */
  public void run() {
    Instant before = clock.instant().minus(keep).truncatedTo(ChronoUnit.HOURS);
    if (before.equals(done) || !busy.compareAndSet(false, true)) {
      return;
    }
    try {
      boolean more = false;
      for (OldRows kind : kinds) {
        more |= some(kind, before);
      }
      done = more ? Instant.MIN : before;
    } finally {
      busy.set(false);
    }
  }

  private static boolean some(OldRows kind, Instant before) {
    for (int i = 0; i < MOST_PORTIONS; i++) {
      if (!kind.take(before)) {
        return false;
      }
    }
    return true;
  }
}
