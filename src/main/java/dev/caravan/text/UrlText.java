package dev.caravan.text;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    int mark = url.indexOf('?');
    List<String> pairs = new ArrayList<>();
    if (mark >= 0) {
      pairs.addAll(List.of(url.substring(mark + 1).split("&")));
    }
    Set<String> given = pairs.stream().map(UrlText::name).collect(Collectors.toSet());
    Stream.of(query.split("&")).filter(pair -> !given.contains(name(pair))).forEach(pairs::add);
    pairs.removeIf(String::isEmpty);
    String base = mark < 0 ? url : url.substring(0, mark);
    return pairs.isEmpty() ? base : base + "?" + String.join("&", pairs);
  }

  private static String name(String pair) {
    return pair.substring(0, pair.indexOf('=') < 0 ? pair.length() : pair.indexOf('='));
  }

  /** The address of what lies below another, with its query; the path is already encoded. */
  public static String below(String url, String path) {
    int query = url.indexOf('?');
    return query < 0
        ? url + "/" + path
        : url.substring(0, query) + "/" + path + url.substring(query);
  }

  /** A text as a value of a form ({@code application/x-www-form-urlencoded}). */
  public static String form(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
