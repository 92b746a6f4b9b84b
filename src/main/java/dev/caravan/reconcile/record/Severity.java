package dev.caravan.reconcile.record;

import java.util.Locale;

/** The canonical severities, gravest first. */
public enum Severity {
  CRITICAL,
  MAJOR,
  MINOR,
  WARNING,
  INFO;

  /**
   * @throws IllegalArgumentException when it is none of the canonical words
   */
  public static Severity of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  public boolean isAtLeast(Severity other) {
    return compareTo(other) <= 0;
  }
}
