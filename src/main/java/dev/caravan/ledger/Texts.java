package dev.caravan.ledger;

/** Texts that must fit a column. */
final class Texts {
  private Texts() {}

  /** At most that many UTF-16 units, never half a surrogate pair. */
  static String atMost(int length, String text) {
    if (text.length() <= length) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
    return text.substring(0, end);
  }
}
