package dev.caravan.ledger;

import org.jspecify.annotations.Nullable;

/**
 * How a tenant's own rules left a counterpart that had just been created: what differs from that
 * later on is a person's work.
 *
 * @param signs what would show a person at work, as it was then: a JSON object by the target's own
 *     field names
 * @param overruled update fields that were given other values than ours, with these, as JSON;
 *     absent once they were corrected, and where there were none
 */
public record Baseline(String signs, @Nullable String overruled) {
  /** The fields were written once more; whoever changes them from now on is respected. */
  Baseline corrected() {
    return new Baseline(signs, null);
  }
}
