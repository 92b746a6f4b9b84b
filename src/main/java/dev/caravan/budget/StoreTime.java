package dev.caravan.budget;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The time line that all processes of a store share for one account: it never goes back, and within
 * a process it goes by the monotonic clock alone, so that a wall clock that is set, forward or
 * back, neither frees calls early nor stops them. A process that begins goes on from the last
 * moment that the store knows of, by what has passed since: on the same boot of the same machine
 * the monotonic clock says how much, else the store's clock. Only the very first process takes the
 * wall clock's word. What remains is the error of the store's clock between two machines, which the
 * window's margin covers (1.5 s of 60 s). Thread-safe.
 */
final class StoreTime {
  private static final long NANOS_IN_MILLI = 1_000_000;

  private final InstantSource wall;
  private final LongSupplier nanos;
  private final String boot;
  private final long beganNanos;
  private long beganMillis;
  private long lastMillis = Long.MIN_VALUE;

  /**
   * @param wall for moments that people read
   * @param nanos monotonic, and the same for all processes of a boot
   * @param boot which machine this is, since when; empty where nobody knows
   */
  StoreTime(InstantSource wall, LongSupplier nanos, String boot) {
    this.wall = wall;
    this.nanos = nanos;
    this.boot = boot;
    this.beganNanos = nanos.getAsLong();
    this.beganMillis = wall.millis();
  }

  /**
   * When the store was last told of a moment, by the clocks that others may know too.
   *
   * @param latestMillis that moment
   * @param storeMillis the store's clock
   * @param boot whose monotonic clock, empty where nobody knows
   * @param upMillis that clock
   */
  record Sighting(long latestMillis, long storeMillis, String boot, long upMillis) {}

  /** To be called once, before the first question: goes on from where the store is. */
  synchronized void goOnFrom(Sighting last, long storeMillis) {
    boolean sameBoot = !boot.isEmpty() && boot.equals(last.boot());
    long passed = sameBoot ? upMillis() - last.upMillis() : storeMillis - last.storeMillis();
    beganMillis = last.latestMillis() + Math.max(0, passed) - sinceBeginning();
    lastMillis = last.latestMillis();
  }

  /** Now, in milliseconds of the store's time. */
  synchronized long now() {
    return now(lastMillis);
  }

  /** Now, and not before a moment that some process has already seen. */
  synchronized long now(long seenMillis) {
    long floor = Math.max(seenMillis, lastMillis);
    long now = beganMillis + sinceBeginning();
    if (now < floor) {
      beganMillis += floor - now;
      now = floor;
    }
    lastMillis = now;
    return now;
  }

  private long sinceBeginning() {
    return (nanos.getAsLong() - beganNanos) / NANOS_IN_MILLI;
  }

  /** What this process stores beside a moment. */
  String boot() {
    return boot;
  }

  /** The monotonic clock of this boot. */
  long upMillis() {
    return nanos.getAsLong() / NANOS_IN_MILLI;
  }

  /** A moment of the store's time by this process's clock, as it goes now. */
  synchronized Instant wall(long storeMillis) {
    return wall.instant().plusMillis(storeMillis - now());
  }
}
