package dev.caravan.text;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The query of an address, taken apart and put together without ever encoding a value again.
 *
 * @param base everything before the question mark
 * @param pairs {@code name=value} as they stand in the address
 */
public record UrlQuery(String base, List<String> pairs) {
  public UrlQuery {
    pairs = List.copyOf(pairs);
  }

  public static UrlQuery of(String url) {
    int mark = url.indexOf('?');
    return mark < 0
        ? new UrlQuery(url, List.of())
        : new UrlQuery(
            url.substring(0, mark),
            Arrays.stream(url.substring(mark + 1).split("&"))
                .filter(pair -> !pair.isEmpty())
                .toList());
  }

  public Optional<String> value(String name) {
    return pairs.stream()
        .filter(pair -> name(pair).equals(name))
        .findFirst()
        .map(pair -> pair.substring(Math.min(pair.length(), pair.indexOf('=') + 1)));
  }

  public boolean has(String name) {
    return pairs.stream().anyMatch(pair -> name(pair).equals(name));
  }

  /** With {@code name=value}, in the place of the old one or at the end. */
  public UrlQuery with(String name, String value) {
    String pair = name + "=" + value;
    return has(name)
        ? new UrlQuery(
            base, pairs.stream().map(old -> name(old).equals(name) ? pair : old).toList())
        : withMissing(List.of(pair));
  }

  /** With those pairs whose names it lacks, at the end. */
  public UrlQuery withMissing(List<String> others) {
    Stream<String> missing = others.stream().filter(pair -> !has(name(pair)));
    return new UrlQuery(base, Stream.concat(pairs.stream(), missing).toList());
  }

  /** The same for two addresses that differ only in the order of their parameters. */
  public String canonical() {
    return base + "?" + String.join("&", pairs.stream().sorted().toList());
  }

  @Override
  public String toString() {
    return pairs.isEmpty() ? base : base + "?" + String.join("&", pairs);
  }

  /** The name in a pair, decoded. */
  public static String name(String pair) {
    int equals = pair.indexOf('=');
    return UrlText.decodedForm(equals < 0 ? pair : pair.substring(0, equals));
  }
}
