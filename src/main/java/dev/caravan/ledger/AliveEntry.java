package dev.caravan.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What is read of every entry that is not over, or that waits for its record to leave: there may be
 * very many of them.
 *
 * @param severity of its record; 0 is the gravest
 * @param device what its record is about; absent where it is about itself
 * @param missed complete cycles in a row that did not list its record
 */
public record AliveEntry(
    String key, State state, int severity, @Nullable String device, int missed) {
  /** Whether there is a counterpart that is ours to keep in step. */
  public boolean hasCounterpart() {
    return state == State.OPEN || state == State.CLOSING;
  }
}
