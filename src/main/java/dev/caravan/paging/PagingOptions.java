package dev.caravan.paging;

import java.util.Map;
import java.util.Set;

/**
 * How a vendor pages, in the words of its file: what {@link Paging} documents.
 *
 * @param values by name; what is not set is absent
 */
record PagingOptions(Map<String, String> values) {
  PagingOptions {
    values = Map.copyOf(values);
  }

  /** Empty when it is not set. */
  String text(String name) {
    return values.getOrDefault(name, "");
  }

  String text(String name, String fallback) {
    return values.getOrDefault(name, fallback);
  }

  /** Several names with commas between them. */
  Set<String> names(String name) {
    return has(name) ? Set.of(text(name).split("[,\\s]+")) : Set.of();
  }

  boolean has(String name) {
    return values.containsKey(name);
  }
}
