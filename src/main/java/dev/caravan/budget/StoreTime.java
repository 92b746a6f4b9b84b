package dev.caravan.budget;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The time line that all processes of a store share: it never goes back, and a process that finds
 * itself behind it adopts the difference. So a clock that is set back neither frees calls early nor
 * stops them, and clocks that differ agree after the first call. What remains is the error of that
 * agreement, at most the difference between the clocks once, which the window's margin covers (1.5
 * s of 60 s; a few hundred milliseconds are expected). Thread-safe.
 */
final class StoreTime {
  private final InstantSource clock;
  private long aheadMillis;
  private long lastMillis = Long.MIN_VALUE;

  StoreTime(InstantSource clock) {
    this.clock = clock;
  }

  /** Now, in milliseconds of the store's time. */
  synchronized long now() {
    return now(lastMillis);
  }

  /** Now, and not before a moment that some process has already seen. */
  synchronized long now(long seenMillis) {
    long floor = Math.max(seenMillis, lastMillis);
    long now = clock.millis() + aheadMillis;
    if (now < floor) {
      aheadMillis += floor - now;
      now = floor;
    }
    lastMillis = now;
    return now;
  }

  /** A moment of the store's time by this process's clock. */
  synchronized Instant wall(long storeMillis) {
    return Instant.ofEpochMilli(storeMillis - aheadMillis);
  }
}
