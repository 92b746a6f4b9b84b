package dev.caravan.ledger;

/**
 * What is read of every entry that is not over, or that waits for its record to leave: there may be
 * very many of them.
 *
 * @param missed complete cycles in a row that did not list its record
 */
public record AliveEntry(String key, State state, int missed) {
  /** Whether there is a counterpart that is ours to keep in step. */
  public boolean hasCounterpart() {
    return state == State.OPEN || state == State.CLOSING;
  }
}
