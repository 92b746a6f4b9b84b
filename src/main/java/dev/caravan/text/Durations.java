package dev.caravan.text;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as operators write them: a whole number with {@code ms}, {@code s}, {@code m}, {@code
 * h} or {@code d}.
 */
public final class Durations {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  private Durations() {}

  /**
   * Reads {@code 90s}, {@code 5m}, {@code 1500ms}.
   *
   * @throws IllegalArgumentException with a sentence when the text is none of these
   */
  public static Duration parse(String text) {
    Matcher matcher = FORM.matcher(text.trim());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a duration; write a number and a unit, such as 90s, 5m or 1h"
              .formatted(text));
    }
    Duration unit = Objects.requireNonNull(UNITS.get(matcher.group(2)));
    return unit.multipliedBy(Long.parseLong(matcher.group(1)));
  }
}
