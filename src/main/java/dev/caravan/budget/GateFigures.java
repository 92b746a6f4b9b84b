package dev.caravan.budget;

import java.util.concurrent.atomic.LongAdder;

/** What became of the calls of this process at one gate. Thread-safe. */
final class GateFigures {
  private final LongAdder sent = new LongAdder();
  private final LongAdder waitedMillis = new LongAdder();
  private final LongAdder refusals = new LongAdder();

  void countSent() {
    sent.increment();
  }

  void countWait(long millis) {
    waitedMillis.add(Math.max(0, millis));
  }

  void countRefusal() {
    refusals.increment();
  }

  long sent() {
    return sent.sum();
  }

  long waitedMillis() {
    return waitedMillis.sum();
  }

  /** Calls that the vendor refused with a 429. */
  long refusals() {
    return refusals.sum();
  }
}
