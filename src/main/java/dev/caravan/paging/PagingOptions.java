package dev.caravan.paging;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a vendor pages, in the words of its file: what {@code routes/templates/paging} documents.
 *
 * @param values by name; what is not set is absent
 */
record PagingOptions(Map<String, String> values) {
  PagingOptions {
    values = Map.copyOf(values);
  }

  /** Reads {@code name=value; name=value}; a name without a value is not set. */
  static PagingOptions parse(String text) {
    return new PagingOptions(
        Arrays.stream(text.split(";", -1))
            .map(pair -> pair.strip().split("=", 2))
            .filter(pair -> pair.length == 2 && !pair[1].isBlank())
            .collect(Collectors.toMap(pair -> pair[0].strip(), pair -> pair[1].strip())));
  }

  /** Empty when it is not set. */
  String text(String name) {
    return values.getOrDefault(name, "");
  }

  String text(String name, String fallback) {
    return values.getOrDefault(name, fallback);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }
}
