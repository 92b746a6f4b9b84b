package dev.caravan.ledger;

import java.util.Locale;

/** A kind of write to a target. */
public enum Op {
  CREATE,
  UPDATE,
  COMMENT,
  CLOSE;

  /** The word in the store, in changes and in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException when it is none of ours
   */
  public static Op of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
