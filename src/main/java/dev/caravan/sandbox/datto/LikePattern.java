package dev.caravan.sandbox.datto;

import java.util.Locale;
import java.util.regex.Pattern;

/** The LIKE of the list filters: {@code %} for any text; without one, anywhere in the value. */
final class LikePattern {
  private LikePattern() {}

  static boolean matches(String value, String lowerCasePattern) {
    String text = value.toLowerCase(Locale.ROOT);
    if (!lowerCasePattern.contains("%")) {
      return text.contains(lowerCasePattern);
    }
    StringBuilder regex = new StringBuilder();
    for (String part : lowerCasePattern.split("%", -1)) {
      regex.append(regex.isEmpty() ? "" : ".*").append(part.isEmpty() ? "" : Pattern.quote(part));
      if (regex.isEmpty()) {
        regex.append(".*");
      }
    }
    return text.matches(regex.toString());
  }
}
