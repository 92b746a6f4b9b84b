package dev.caravan.budget;

import java.util.Comparator;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/** A call that waits at a gate. Guarded by the gate's lock. */
final class Waiter {
  /** The most urgent first, among equals the earliest. */
  static final Comparator<Waiter> ORDER =
      Comparator.comparing((Waiter waiter) -> waiter.priority)
          .thenComparingLong(waiter -> waiter.number);

  final Priority priority;
  final long arrivedMillis;
  final Condition wake;
  private final long number;
  private boolean admitted;
  private long admittedMillis;
  private @Nullable Parked parked;

  Waiter(Priority priority, long number, long arrivedMillis, Condition wake) {
    this.priority = priority;
    this.number = number;
    this.arrivedMillis = arrivedMillis;
    this.wake = wake;
  }

  void admit(long atMillis) {
    admitted = true;
    admittedMillis = atMillis;
    wake.signal();
  }

  void park(Parked reason) {
    parked = reason;
    wake.signal();
  }

  boolean decided() {
    return admitted || parked != null;
  }

  /**
   * The moment at which it was admitted.
   *
   * @throws Parked when it was not
   */
  long admittedMillis() {
    if (parked != null) {
      throw parked;
    }
    return admittedMillis;
  }
}
