package dev.caravan.budget;

import java.time.Instant;

/** What an answer of a vendor meant for the budget. */
public sealed interface LimitOutcome {
  LimitOutcome FINE = new Fine();

  /** Whether the vendor refused the call for its limits' sake, so that it did nothing. */
  boolean refused();

  /** The answer says nothing of limits that would stop the next call. */
  record Fine() implements LimitOutcome {
    @Override
    public boolean refused() {
      return false;
    }
  }

  /**
   * The buckets of this call wait, in every process.
   *
   * @param until by this process's clock
   * @param refused true after a 429 or a throttle page; false when the call itself was answered and
   *     only the next one must wait
   * @param reason half a sentence for the log, such as {@code the vendor asked for 30 s}
   */
  record PausedUntil(Instant until, boolean refused, String reason) implements LimitOutcome {}

  /**
   * The vendor blocks the account: all of its buckets wait, in every process.
   *
   * @param until by this process's clock
   * @param reason half a sentence for the log
   */
  record Blocked(Instant until, String reason) implements LimitOutcome {
    @Override
    public boolean refused() {
      return true;
    }
  }
}
