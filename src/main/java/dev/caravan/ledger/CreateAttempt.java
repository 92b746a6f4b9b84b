package dev.caravan.ledger;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last try to create a counterpart.
 *
 * @param at when it was intended or, once it is in doubt, given up; then when the last scan that
 *     counts began; where nobody knows of one, when the counterpart was found
 * @param scans scans that count: they did not find the marker
 */
public record CreateAttempt(@Nullable Instant at, int scans) {
  static final CreateAttempt NONE = new CreateAttempt(null, 0);

  /** No wait is as long: the clock that said so has been put back since. */
  private static final int LONGEST_WAIT_IN_LAGS = 3;

  /**
   * Whether a scan that begins then and does not find the marker says something: it is a lag later
   * than the end of the try, or than the scan before.
   */
  public boolean counts(Instant scanStartedAt, Duration lag) {
    return at != null && !scanStartedAt.isBefore(at.plus(lag));
  }

  /** A complete scan more did not find it. */
  CreateAttempt notFound(Instant scanStartedAt, Duration lag) {
    if (counts(scanStartedAt, lag)) {
      return new CreateAttempt(scanStartedAt, scans + 1);
    }
    boolean usable =
        at != null && at.isBefore(scanStartedAt.plus(lag.multipliedBy(LONGEST_WAIT_IN_LAGS)));
    return usable ? this : new CreateAttempt(scanStartedAt, scans);
  }
}
