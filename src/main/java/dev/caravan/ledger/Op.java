package dev.caravan.ledger;

import java.util.Locale;

/** A kind of write to a target. */
public enum Op {
  CREATE,
  UPDATE,
  COMMENT,
  CLOSE,
  /** The closing of a counterpart that bears another one's marker. */
  DOUBLE;

  /** The word in the store and in what it lists. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The word in changes: to close a double is to close, too. */
  public String inChanges() {
    return this == DOUBLE ? CLOSE.word() : word();
  }

  /**
   * @throws IllegalArgumentException when it is none of ours
   */
  public static Op of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
