package dev.caravan.store;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * How long something is tried again. One use; not thread-safe.
 *
 * @see #again
 */
final class RetryWindow {
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final long SHORTEST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 500;

  /** Lets time pass. */
  interface Sleeper {
    void sleep(long millis) throws InterruptedException;
  }

  private final LongSupplier nanos;
  private final Sleeper sleeper;
  private final long began;

  RetryWindow(LongSupplier nanos, Sleeper sleeper) {
    this.nanos = nanos;
    this.sleeper = sleeper;
    this.began = nanos.getAsLong();
  }

  static RetryWindow ofThisMachine() {
    return new RetryWindow(System::nanoTime, Thread::sleep);
  }

  /**
   * Waits a little; false when it has taken long enough or the thread was interrupted. No two
   * processes wait equally long, or they would be in each other's way again.
   */
  boolean again() {
    if (nanos.getAsLong() - began >= LONGEST.toNanos()) {
      return false;
    }
    try {
      sleeper.sleep(
          ThreadLocalRandom.current().nextLong(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
