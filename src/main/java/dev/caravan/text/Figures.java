package dev.caravan.text;

import java.util.regex.Pattern;

/** Figures in a text for people: whatever begins with a digit, such as 3, 81.5, 5GB, 2026-11-20. */
public final class Figures {
  /** Possessive, because texts are long and come from anywhere. */
  private static final Pattern FIGURE =
      Pattern.compile("(?<![\\p{L}\\p{N}_])\\p{N}(?>[.,:/_-]*[\\p{L}\\p{N}]++)*+");

  private Figures() {}

  /** The text with a {@code #} in place of each figure. A name with a digit in it is none. */
  public static String hidden(String text) {
    return FIGURE.matcher(text).replaceAll("#");
  }
}
