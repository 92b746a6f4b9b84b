package dev.caravan.budget;

import java.util.Locale;

/**
 * The class of a call, the most urgent first. Waiting calls are admitted strictly in this order.
 */
public enum Priority {
  /** Reads of alerts and writes to tickets: somebody waits for them. */
  ALERTS,
  /** Questions whether a record that is missing from a list is really gone. */
  CONFIRM,
  /** Everything else; takes at most {@link #INVENTORY_SHARE} while alerts are synchronised too. */
  INVENTORY;

  /** With it an alert call that arrives in the middle of an inventory finds a fifth left. */
  static final double INVENTORY_SHARE = 0.8;

  /**
   * Reads {@code alerts}, {@code confirm} or {@code inventory}, as routes write it.
   *
   * @throws IllegalArgumentException when it is none of them
   */
  public static Priority of(String text) {
    try {
      return valueOf(text.trim().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'%s' is not a priority; write alerts, confirm or inventory".formatted(text), e);
    }
  }
}
