package dev.caravan.text;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Texts as addresses and forms write them. */
public final class UrlText {
  private UrlText() {}

  /** A text as a segment of a path or a value of a query. */
  public static String encoded(String text) {
    return form(text).replace("+", "%20");
  }

  /**
   * An address with a query, already encoded, beside the one that it may have, whose parameters
   * stay as they are.
   */
  public static String withQuery(String url, String query) {
    return UrlQuery.of(url).withMissing(UrlQuery.of("?" + query).pairs()).toString();
  }

  /** The address of what lies below another, with its query; the path is already encoded. */
  public static String below(String url, String path) {
    UrlQuery above = UrlQuery.of(url);
    return new UrlQuery(above.base() + "/" + path, above.pairs()).toString();
  }

  /** What a text that is written so means; as it is where it cannot be read. */
  public static String decoded(String text) {
    return decodedForm(text.replace("+", "%2B"));
  }

  /** The same of a form, where a plus is a blank. */
  static String decodedForm(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }

  /** A text as a value of a form ({@code application/x-www-form-urlencoded}). */
  public static String form(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
