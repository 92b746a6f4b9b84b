package dev.caravan.budget;

import dev.caravan.budget.Gate.Permit;
import java.util.Comparator;
import java.util.Objects;
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
  final long lifeMillis;
  final Condition wake;
  private final long number;
  private @Nullable Permit pass;
  private @Nullable RateLimitedUntil parked;

  /**
   * @param lifeMillis for how long its permit is to hold
   */
  Waiter(Priority priority, long number, long arrivedMillis, long lifeMillis, Condition wake) {
    this.priority = priority;
    this.number = number;
    this.arrivedMillis = arrivedMillis;
    this.lifeMillis = lifeMillis;
    this.wake = wake;
  }

  void admit(Permit admission) {
    pass = admission;
    wake.signal();
  }

  void park(RateLimitedUntil reason) {
    parked = reason;
    wake.signal();
  }

  boolean decided() {
    return pass != null || parked != null;
  }

  /**
   * The admission; to be asked for once it is decided.
   *
   * @throws RateLimitedUntil when there is none
   */
  Permit pass() {
    if (parked != null) {
      throw parked;
    }
    return Objects.requireNonNull(pass, "not decided yet");
  }
}
