package dev.caravan.paging;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
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
record Query(String base, List<String> pairs) {
  Query {
    pairs = List.copyOf(pairs);
  }

  static Query of(String url) {
    int mark = url.indexOf('?');
    return mark < 0
        ? new Query(url, List.of())
        : new Query(
            url.substring(0, mark),
            Arrays.stream(url.substring(mark + 1).split("&"))
                .filter(pair -> !pair.isEmpty())
                .toList());
  }

  Optional<String> value(String name) {
    return pairs.stream()
        .filter(pair -> name(pair).equals(name))
        .findFirst()
        .map(pair -> pair.substring(Math.min(pair.length(), pair.indexOf('=') + 1)));
  }

  boolean has(String name) {
    return pairs.stream().anyMatch(pair -> name(pair).equals(name));
  }

  /** With {@code name=value}, in the place of the old one or at the end. */
  Query with(String name, String value) {
    String pair = name + "=" + value;
    if (!has(name)) {
      return plus(pair);
    }
    return new Query(base, pairs.stream().map(old -> name(old).equals(name) ? pair : old).toList());
  }

  Query plus(String pair) {
    return new Query(base, Stream.concat(pairs.stream(), Stream.of(pair)).toList());
  }

  /** The same for two addresses that differ only in the order of their parameters. */
  String canonical() {
    return base + "?" + String.join("&", pairs.stream().sorted().toList());
  }

  @Override
  public String toString() {
    return pairs.isEmpty() ? base : base + "?" + String.join("&", pairs);
  }

  static String name(String pair) {
    int equals = pair.indexOf('=');
    String raw = equals < 0 ? pair : pair.substring(0, equals);
    try {
      return URLDecoder.decode(raw, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return raw;
    }
  }
}
