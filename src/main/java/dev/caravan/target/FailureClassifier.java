package dev.caravan.target;

import static java.net.HttpURLConnection.HTTP_BAD_METHOD;

import dev.caravan.budget.BudgetClosed;
import dev.caravan.budget.RateLimitedUntil;
import dev.caravan.call.VendorFailure.Forbidden;
import dev.caravan.call.VendorFailure.InDoubt;
import dev.caravan.call.VendorFailure.Missing;
import dev.caravan.call.VendorFailure.NotSent;
import dev.caravan.call.VendorFailure.Rejected;
import dev.caravan.call.VendorFailure.Throttled;
import dev.caravan.call.VendorFailure.Unauthorized;
import dev.caravan.cycle.CycleStopped;
import dev.caravan.ledger.LockLost;
import dev.caravan.reconcile.journal.WriteOutcome.Result;
import org.jspecify.annotations.Nullable;

/** Decides what a failure of a call means for the change that it was made for. Pure. */
final class FailureClassifier {
  /**
   * What a failure means.
   *
   * @param ended there is no counterpart any more, so the change is done in its way
   * @param missing the target says so itself, which may not be believed
   * @param silent the target gave no usable answer; several in a row are its failure
   * @param aborts the reason to stop the cycle, where the failure is the account's
   */
  record FailureOutcome(
      Result result,
      String reason,
      boolean ended,
      boolean missing,
      boolean silent,
      @Nullable RuntimeException aborts) {}

  /** Whether the target may be at work on it still: nobody, or a gateway, has waited in vain. */
  static boolean isTimeOut(Exception caught) {
    return caught instanceof InDoubt doubt && doubt.isTimeOut();
  }

  FailureOutcome rule(Exception caught, PendingWrite work) {
    String reason = caught.getMessage() == null ? caught.toString() : caught.getMessage();
    if (caught instanceof WriteExecution.EndedBefore) {
      return new FailureOutcome(Result.DONE, reason, true, false, false, null);
    }
    return switch (work.phase()) {
      case BEFORE -> unsent(caught, work, reason);
      case WRITING -> writing(caught, work, reason);
      case ACCEPTED -> accepted(caught, reason);
    };
  }

  /** A look at the counterpart failed, or a check of ours. */
  private static FailureOutcome unsent(Exception caught, PendingWrite work, String reason) {
    if (caught instanceof WriteExecution.NotReached || caught instanceof CycleStopped) {
      return notSent(reason, null);
    }
    if (caught instanceof Unsendable || caught instanceof Rejected) {
      return rejected(reason);
    }
    if (caught instanceof CounterpartMissing) {
      return new FailureOutcome(
          Result.DONE, "the counterpart is gone from the target", true, true, false, null);
    }
    if (caught instanceof Missing missing) {
      return isOfTheAccount(missing, work) ? notSent(reason, missing) : rejected(reason);
    }
    if (caught instanceof InDoubt) {
      // One counterpart that cannot be read must not keep all others waiting.
      return new FailureOutcome(Result.NOT_SENT, reason, false, false, true, null);
    }
    return notSent(reason, unchecked(caught));
  }

  private static FailureOutcome writing(Exception caught, PendingWrite work, String reason) {
    if (caught instanceof CycleStopped || caught instanceof WriteExecution.NotReached) {
      return notSent(reason, null);
    }
    if (caught instanceof Rejected) {
      return rejected(reason);
    }
    if (caught instanceof Missing missing) {
      if (isOfTheAccount(missing, work)) {
        return notSent(reason, missing);
      }
      // It was just read: what is missing is what a comment names, or it is looked at once more.
      return "comment".equals(work.op()) ? rejected(reason) : notSent(reason, null);
    }
    if (caught instanceof InDoubt) {
      return new FailureOutcome(Result.IN_DOUBT, reason, false, false, true, null);
    }
    boolean nothingDone =
        caught instanceof NotSent
            || caught instanceof Throttled
            || caught instanceof RateLimitedUntil
            || caught instanceof BudgetClosed
            || caught instanceof Unauthorized
            || caught instanceof Forbidden
            || caught instanceof LockLost;
    return new FailureOutcome(
        nothingDone ? Result.NOT_SENT : Result.IN_DOUBT,
        reason,
        false,
        false,
        false,
        unchecked(caught));
  }

  /** The target did it; where the counterpart is will be found out by its marker. */
  private static FailureOutcome accepted(Exception caught, String reason) {
    boolean ofThisOne =
        caught instanceof Unproven
            || caught instanceof CounterpartMissing
            || caught instanceof Missing
            || caught instanceof Rejected
            || caught instanceof InDoubt
            || caught instanceof CycleStopped;
    return new FailureOutcome(
        Result.IN_DOUBT, reason, false, false, false, ofThisOne ? null : unchecked(caught));
  }

  private static RuntimeException unchecked(Exception caught) {
    return caught instanceof RuntimeException runtime ? runtime : new IllegalStateException(caught);
  }

  /** Where no counterpart was addressed the whole collection is missing. */
  private static boolean isOfTheAccount(Missing missing, PendingWrite work) {
    return work.isCreate() || missing.status() == HTTP_BAD_METHOD;
  }

  private static FailureOutcome rejected(String reason) {
    return new FailureOutcome(Result.REJECTED, reason, false, false, false, null);
  }

  private static FailureOutcome notSent(String reason, @Nullable RuntimeException aborts) {
    return new FailureOutcome(Result.NOT_SENT, reason, false, false, false, aborts);
  }
}
