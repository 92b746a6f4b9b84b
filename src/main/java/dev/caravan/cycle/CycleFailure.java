package dev.caravan.cycle;

import dev.caravan.call.VendorFailure;
import dev.caravan.call.VendorFailure.Unauthorized;
import dev.caravan.ledger.LockLost;
import dev.caravan.lock.AlreadyRunning;

/**
 * Whose fault it was that a cycle was aborted.
 *
 * @param account the one whose call failed; blank where it was no call
 */
public record CycleFailure(AbortReason reason, String account) {
  /** What is to be done about it. */
  public enum AbortReason {
    /** New credentials are needed. */
    CREDENTIALS,
    /** Nothing: another process is at it. */
    ELSEWHERE,
    /** The operator must change something before it can go on. */
    REFUSED,
    /** It may pass. */
    OTHER
  }

  static CycleFailure of(RuntimeException failure) {
    String account = failure instanceof VendorFailure call ? call.account() : "";
    return new CycleFailure(reason(failure), account);
  }

  private static AbortReason reason(RuntimeException failure) {
    if (failure instanceof Unauthorized) {
      return AbortReason.CREDENTIALS;
    }
    if (failure instanceof OperatorActionRequired) {
      return AbortReason.REFUSED;
    }
    return failure instanceof AlreadyRunning || failure instanceof LockLost
        ? AbortReason.ELSEWHERE
        : AbortReason.OTHER;
  }
}
