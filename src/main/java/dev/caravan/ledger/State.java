package dev.caravan.ledger;

/** Where an entry stands in its life. */
public enum State {
  /** A counterpart shall be created; either on its way or known not to have been sent. */
  INTENDED("intended"),
  /** A create was sent and nobody knows yet whether the target took it. */
  IN_DOUBT("in-doubt"),
  /** The counterpart exists and is ours to keep in step. */
  OPEN("open"),
  /** The record is over and the counterpart is about to be closed. */
  CLOSING("closing"),
  /** The counterpart is over. */
  CLOSED("closed"),
  /** The target refused to create the counterpart; see the dead letter. */
  DEAD("dead");

  private final String word;

  State(String word) {
    this.word = word;
  }

  /** The word in the store, in listings and in JSON. */
  public String word() {
    return word;
  }

  static State of(String word) {
    for (State state : values()) {
      if (state.word.equals(word)) {
        return state;
      }
    }
    throw new IllegalArgumentException("No entry state '%s'".formatted(word));
  }
}
