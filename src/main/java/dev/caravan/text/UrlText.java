package dev.caravan.text;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Texts as addresses and forms write them. */
public final class UrlText {
  private UrlText() {}

  /** A text as a segment of a path or a value of a query. */
  public static String encoded(String text) {
    return form(text).replace("+", "%20");
  }

  /** A text as a value of a form ({@code application/x-www-form-urlencoded}). */
  public static String form(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
