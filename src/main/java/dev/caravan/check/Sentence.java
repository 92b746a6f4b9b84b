package dev.caravan.check;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts of descriptors, with members in braces and, in brackets, parts that need theirs. */
final class Sentence {
  private static final Pattern MEMBER = Pattern.compile("\\{([A-Za-z.-]+)}");
  private static final Pattern OPTIONAL = Pattern.compile("\\[([^]]*)]");

  private Sentence() {}

  /** The text with its members; one without a value is {@code (not said)}. */
  static String fill(String text, Function<String, Optional<String>> member) {
    String needed =
        OPTIONAL
            .matcher(text)
            .replaceAll(
                part ->
                    Matcher.quoteReplacement(hasAll(part.group(1), member) ? part.group(1) : ""));
    return MEMBER
        .matcher(needed)
        .replaceAll(
            name -> Matcher.quoteReplacement(member.apply(name.group(1)).orElse("(not said)")));
  }

  private static boolean hasAll(String part, Function<String, Optional<String>> member) {
    return MEMBER.matcher(part).results().allMatch(name -> member.apply(name.group(1)).isPresent());
  }
}
