package dev.caravan.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people copy together with a credential out of a vendor's page or an example of a call. */
final class Pasted {
  /** A header's name or an authentication scheme (RFC 9110, 11.4), or both, before the rest. */
  private static final Pattern PREFIX =
      Pattern.compile(
          "(?i)(?:(?:authorization|x-api-key)\\s*:\\s*)?(?:(?:bearer|token)(?:\\s*:\\s*|\\s+))?");

  private static final Pattern QUOTED = Pattern.compile("(['\"])(.*)\\1");

  private Pasted() {}

  /** The credential without quotes around it and without what stands before it in a request. */
  static String credential(String text) {
    Matcher quoted = QUOTED.matcher(text);
    String inner = quoted.matches() ? quoted.group(2).strip() : text;
    Matcher prefix = PREFIX.matcher(inner);
    String plain = prefix.lookingAt() ? inner.substring(prefix.end()) : inner;
    return plain.isBlank() ? text : plain;
  }
}
