package dev.caravan.text;

/**
 * Makes a text that somebody else wrote fit for a terminal, a log or a table: what would move the
 * cursor, turn the direction of reading or break a line is shown as JSON writes it, like {@code
 * \u202e}. Pure.
 */
public final class PrintableText {
  private PrintableText() {}

  /** One line: breaks and tabs become blanks. */
  public static String line(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || !isPlain(text, i)) {
        return printable(text, i, false);
      }
    }
    return text;
  }

  /** Any number of lines: breaks and tabs stay. */
  public static String lines(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPlain(text, i) && !isBreak(text.charAt(i))) {
        return printable(text, i, true);
      }
    }
    return text;
  }

  /** At most that many UTF-16 units of a line, with a sign where something was cut. */
  public static String atMost(int length, String line) {
    return line.length() <= length ? line : head(length, line) + "…";
  }

  /** At most that many UTF-16 units of a text, and no half of a character that was whole. */
  public static String head(int length, String text) {
    if (text.length() <= length) {
      return text;
    }
    boolean inside =
        length > 0
            && Character.isHighSurrogate(text.charAt(length - 1))
            && Character.isLowSurrogate(text.charAt(length));
    return text.substring(0, inside ? length - 1 : length);
  }

  private static String printable(String text, int from, boolean breaks) {
    StringBuilder printable = new StringBuilder(text.length() + 16).append(text, 0, from);
    for (int i = from; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (isBreak(unit) || unit == '\r') {
        blank(printable, unit, breaks);
      } else if (isPlain(text, i)) {
        printable.append(unit);
      } else {
        printable.append("\\u%04x".formatted((int) unit));
      }
    }
    return printable.toString();
  }

  /** In one line several of them are one blank. */
  private static void blank(StringBuilder printable, char unit, boolean breaks) {
    if (breaks) {
      printable.append(unit == '\r' ? "" : String.valueOf(unit));
    } else if (printable.isEmpty() || printable.charAt(printable.length() - 1) != ' ') {
      printable.append(' ');
    }
  }

  private static boolean isBreak(char unit) {
    return unit == '\n' || unit == '\t';
  }

  /** Whether it is shown as itself: no control, no mark of direction, no half of a character. */
  private static boolean isPlain(String text, int i) {
    char unit = text.charAt(i);
    if (unit < 0x7F) {
      return unit >= ' ';
    }
    if (unit < 0xA0) {
      return false;
    }
    if (Character.isHighSurrogate(unit)) {
      return i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))
          && !isTag(text.codePointAt(i));
    }
    if (Character.isLowSurrogate(unit)) {
      return i > 0
          && Character.isHighSurrogate(text.charAt(i - 1))
          && !isTag(text.codePointBefore(i + 1));
    }
    return !isOfDirection(unit);
  }

  /**
   * Marks, embeddings, overrides and isolates of direction; separators of lines; what has no width.
   */
  private static boolean isOfDirection(char unit) {
    return unit == 0x061C
        || (unit >= 0x200B && unit <= 0x200F && unit != 0x200C && unit != 0x200D)
        || (unit >= 0x2028 && unit <= 0x202E)
        || (unit >= 0x2060 && unit <= 0x206F)
        || unit == 0xFEFF
        || (unit >= 0xFFF9 && unit <= 0xFFFB)
        || unit >= 0xFFFE;
  }

  /** Invisible copies of ASCII. */
  private static boolean isTag(int point) {
    return point >= 0xE0000 && point <= 0xE007F;
  }
}
