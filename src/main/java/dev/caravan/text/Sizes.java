package dev.caravan.text;

import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as operators write them: a whole number with {@code KiB} or {@code MiB}. */
public final class Sizes {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\s*(KiB|MiB)");
  private static final Map<String, Long> UNITS = Map.of("KiB", 1L << 10, "MiB", 1L << 20);

  private Sizes() {}

  /**
   * Reads {@code 16MiB} as bytes.
   *
   * @throws IllegalArgumentException with a sentence when the text is none, or more than an array
   *     holds
   */
  public static int parse(String text) {
    Matcher matcher = FORM.matcher(text.trim());
    if (matcher.matches()) {
      long bytes =
          Long.parseLong(matcher.group(1)) * Objects.requireNonNull(UNITS.get(matcher.group(2)));
      if (bytes < Integer.MAX_VALUE) {
        return (int) bytes;
      }
    }
    throw new IllegalArgumentException(
        "'%s' is not a size below 2048MiB; write a number and a unit, such as 16MiB or 512KiB"
            .formatted(text));
  }
}
