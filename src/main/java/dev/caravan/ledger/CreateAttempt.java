package dev.caravan.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last try to create a counterpart.
 *
 * @param at when it was intended or, once it is in doubt, given up
 * @param scans complete scans of the target since that did not find the marker
 */
public record CreateAttempt(@Nullable Instant at, int scans) {
  static final CreateAttempt NONE = new CreateAttempt(null, 0);

  /**
   * A scan more that did not find it. A clock that was put back must not make anybody wait for the
   * old time.
   *
   * @param most how many scans count
   */
  CreateAttempt notFound(Instant scanStartedAt, int most) {
    return new CreateAttempt(
        at == null || at.isAfter(scanStartedAt) ? scanStartedAt : at, Math.min(scans + 1, most));
  }
}
