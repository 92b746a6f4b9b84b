package dev.caravan.ledger;

import java.time.Instant;

/**
 * A change that the target refused.
 *
 * @param desired what the counterpart should have said
 * @param rules digest of the mapping and settings then in force
 * @param payload what was sent, JSON
 */
public record DeadLetter(
    String key,
    Op op,
    int generation,
    long cycle,
    Instant diedAt,
    Fingerprint desired,
    String rules,
    String reason,
    String payload) {

  /** Whether the same change under the same rules would only be refused again. */
  public boolean stillHolds(Fingerprint desiredNow, String rulesNow) {
    return desired.equals(desiredNow) && rules.equals(rulesNow);
  }
}
