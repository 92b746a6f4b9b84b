package dev.caravan.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shares as operators write them: a whole number and a percent sign. */
public final class Percents {
  private static final Pattern FORM = Pattern.compile("(\\d{1,3}) ?%");

  private Percents() {}

  /**
   * Reads {@code 20%} as 20.
   *
   * @throws IllegalArgumentException when the text is none
   */
  public static int parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'%s' is not a number and a percent sign".formatted(text));
    }
    return Integer.parseInt(matcher.group(1));
  }
}
