package dev.caravan.text;

import java.util.regex.Pattern;

/**
 * Blots the values of what is called a token, a secret or a password, in JSON (also where it is a
 * text within JSON, or HTML), in forms and addresses, and in XML. Pure, and linear in the text.
 */
final class SecretMembers {
  private static final String NAME =
      "[\\w.-]{0,60}(?:token|secret|passw(?:or)?d|passphrase|api[_-]?key|authorization)[\\w.-]{0,60}";

  /** Strings end at the quote that they began with, or with the text. */
  private static final Pattern JSON =
      Pattern.compile(
          "(?i)([\"'])(" + NAME + ")\\1\\s{0,20}:\\s{0,20}([\"'])(?s:\\\\.|(?!\\3)[^\\\\])*+");

  private static final Pattern NESTED =
      Pattern.compile(
          "(?i)(\\\\+[\"']|&quot;|&#0?34;|&#x22;|%22)("
              + NAME
              + ")\\1\\s{0,20}(?::|%3A)\\s{0,20}\\1(?s:(?!\\1).)*+");

  private static final Pattern NUMBER =
      Pattern.compile("(?i)([\"'])(" + NAME + ")\\1(\\s{0,20}:\\s{0,20})[\\w.+-]+");

  private static final Pattern FORM =
      Pattern.compile("(?i)(?<![\\w.-])(" + NAME + ")=[^\\s&\"'<>;,]+");

  private static final Pattern XML = Pattern.compile("(?i)<(" + NAME + ")>[^<]*+");

  private SecretMembers() {}

  static String blot(String text) {
    if (!mayHoldOne(text)) {
      return text;
    }
    String clean = JSON.matcher(text).replaceAll("$1$2$1:$3***");
    clean = NESTED.matcher(clean).replaceAll("$1$2$1:$1***");
    clean = NUMBER.matcher(clean).replaceAll("$1$2$1$3***");
    clean = FORM.matcher(clean).replaceAll("$1=***");
    return XML.matcher(clean).replaceAll("<$1>***");
  }

  /** Most texts have nothing that a value could follow. */
  private static boolean mayHoldOne(String text) {
    return text.indexOf('=') >= 0
        || text.indexOf('>') >= 0
        || text.indexOf('"') >= 0
        || text.indexOf('\'') >= 0
        || text.indexOf("&#") >= 0
        || text.indexOf("&q") >= 0
        || text.indexOf("%22") >= 0;
  }
}
