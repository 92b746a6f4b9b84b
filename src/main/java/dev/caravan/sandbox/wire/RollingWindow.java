package dev.caravan.sandbox.wire;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Counts arrivals in a strictly rolling window: in no stretch of the window's length are more than
 * the limit let in. Refused arrivals count too, as they do at Datto. Thread-safe.
 */
public final class RollingWindow {
  private final InstantSource clock;
  private final IntSupplier limit;
  private final Supplier<Duration> length;
  private final ArrayDeque<Instant> arrivals = new ArrayDeque<>();
  private int peak;
  private long refused;
  private long total;

  /** Limit and length are asked on each arrival, so they may be changed at any time. */
  public RollingWindow(InstantSource clock, IntSupplier limit, Supplier<Duration> length) {
    this.clock = clock;
    this.limit = limit;
    this.length = length;
  }

  /**
   * What an arrival met.
   *
   * @param used the arrivals in the window with this one
   * @param retryIn how long until one more would be let in; zero when it was let in
   */
  public record Arrival(boolean admitted, int used, int limit, Duration retryIn) {}

  /** Counts one arrival. The time is taken under the lock, so that arrivals are in order. */
  public synchronized Arrival arrive() {
    Instant now = prune();
    arrivals.addLast(now);
    total++;
    peak = Math.max(peak, arrivals.size());
    int most = limit.getAsInt();
    boolean admitted = arrivals.size() <= most;
    if (!admitted) {
      refused++;
    }
    return new Arrival(
        admitted, arrivals.size(), most, admitted ? Duration.ZERO : untilFree(now, most));
  }

  /** What other users of the same account have spent just now. */
  public synchronized void spend(int count) {
    Instant now = prune();
    for (int i = 0; i < count; i++) {
      arrivals.addLast(now);
    }
    peak = Math.max(peak, arrivals.size());
  }

  /**
   * A moment's view: the most arrivals that any window held, and those refused, since the reset.
   */
  public record WindowUse(int limit, long windowMs, int used, int peak, long refused, long total) {}

  public synchronized WindowUse use() {
    prune();
    return new WindowUse(
        limit.getAsInt(), length.get().toMillis(), arrivals.size(), peak, refused, total);
  }

  /**
   * How long until the oldest arrival of a full window leaves it; its length while there is room.
   */
  public synchronized Duration untilRoom() {
    return untilFree(prune(), limit.getAsInt());
  }

  public synchronized void reset() {
    arrivals.clear();
    peak = 0;
    refused = 0;
    total = 0;
  }

  private Instant prune() {
    Instant now = clock.instant();
    Instant start = now.minus(length.get());
    while (!arrivals.isEmpty() && !arrivals.peekFirst().isAfter(start)) {
      arrivals.removeFirst();
    }
    return now;
  }

  /** One more is let in once the arrivals up to index (size - limit) have left the window. */
  private Duration untilFree(Instant now, int most) {
    Iterator<Instant> oldestFirst = arrivals.iterator();
    Instant last = now;
    for (int i = arrivals.size() - most; i >= 0 && oldestFirst.hasNext(); i--) {
      last = oldestFirst.next();
    }
    return Duration.between(now, last.plus(length.get()));
  }
}
