package dev.caravan.sink;

import dev.caravan.budget.BudgetClosed;
import dev.caravan.budget.Parked;
import dev.caravan.call.Forbidden;
import dev.caravan.call.InDoubt;
import dev.caravan.call.Missing;
import dev.caravan.call.NotSent;
import dev.caravan.call.Rejected;
import dev.caravan.call.Throttled;
import dev.caravan.call.Unauthorized;
import dev.caravan.call.Unreadable;
import dev.caravan.cycle.CycleStopped;
import dev.caravan.ledger.LockLost;
import dev.caravan.reconcile.Answer.Result;
import org.jspecify.annotations.Nullable;

/** Decides what a failure of a call means for the change that it was made for. Pure. */
final class Failures {
  private static final int METHOD_NOT_ALLOWED = 405;

  /**
   * What a failure means.
   *
   * @param ended the counterpart is gone, so the change is done in its way
   * @param aborts the reason to stop the cycle, where the failure is the account's
   */
  record Ruling(Result result, String reason, boolean ended, @Nullable RuntimeException aborts) {}

  Ruling rule(Exception caught, Work work) {
    boolean writing = work.writing().get();
    String reason = caught.getMessage() == null ? caught.toString() : caught.getMessage();
    if (caught instanceof SinkWork.NotReached || caught instanceof CycleStopped) {
      return notSent(reason, null);
    }
    if (caught instanceof Unsendable || caught instanceof Rejected) {
      return new Ruling(Result.REJECTED, reason, false, null);
    }
    if (caught instanceof Unproven) {
      return new Ruling(Result.IN_DOUBT, reason, false, null);
    }
    if (caught instanceof Missing missing) {
      return missing(missing, work, reason);
    }
    if (caught instanceof NotSent
        || caught instanceof Throttled
        || caught instanceof Parked
        || caught instanceof BudgetClosed
        || caught instanceof Unauthorized
        || caught instanceof Forbidden
        || caught instanceof LockLost) {
      return notSent(reason, (RuntimeException) caught);
    }
    if (caught instanceof InDoubt) {
      return writing
          ? new Ruling(Result.IN_DOUBT, reason, false, null)
          : notSent(reason, (RuntimeException) caught);
    }
    RuntimeException aborts =
        caught instanceof RuntimeException runtime ? runtime : new IllegalStateException(caught);
    if (caught instanceof Unreadable || writing) {
      return new Ruling(writing ? Result.IN_DOUBT : Result.NOT_SENT, reason, false, aborts);
    }
    return notSent(reason, aborts);
  }

  /** What is missing is the counterpart if one was addressed, and the whole collection if not. */
  private static Ruling missing(Missing missing, Work work, String reason) {
    if ("create".equals(work.op())) {
      // The write itself said that there is no such collection, or the new counterpart could not be
      // read.
      return "POST".equals(missing.method())
          ? notSent(reason, missing)
          : new Ruling(Result.IN_DOUBT, reason, false, null);
    }
    if (missing.status() == METHOD_NOT_ALLOWED) {
      return notSent(reason, missing);
    }
    return new Ruling(Result.DONE, "the counterpart is gone from the target", true, null);
  }

  private static Ruling notSent(String reason, @Nullable RuntimeException aborts) {
    return new Ruling(Result.NOT_SENT, reason, false, aborts);
  }
}
