package dev.caravan.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A counterpart in the target whose marker belongs to no record that was listed when it was found.
 *
 * @param order the smallest is the oldest
 * @param over whether it was closed or resolved already
 * @param touched whether a person worked on it
 * @param createdAt by the target's clock; where the marker's place decides for all times, absent
 * @param foundAt by our clock
 * @param missed complete cycles, that one and those since, that did not list its record
 */
public record UnclaimedCounterpart(
    String marker,
    String targetId,
    long order,
    boolean over,
    boolean touched,
    @Nullable Instant createdAt,
    Instant foundAt,
    int missed) {

  /** The same after one more complete cycle; nobody counts further than that. */
  public UnclaimedCounterpart missedAgain(int most) {
    return new UnclaimedCounterpart(
        marker, targetId, order, over, touched, createdAt, foundAt, Math.min(missed + 1, most));
  }
}
