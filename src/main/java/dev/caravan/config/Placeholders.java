package dev.caravan.config;

import dev.caravan.text.Similar;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Replaces {@code {{key}}} by the value of that key, with the forms that Camel knows: {@code
 * {{key:default}}}, {@code {{?key}}}, {@code {{env:NAME}}}, {@code {{sys:name}}}, one inside
 * another. Not thread-safe; one use.
 */
final class Placeholders {

  /** What became of a value. */
  sealed interface Resolution {
    record Value(String text) implements Resolution {}

    /** It refers to a key that exists and has no value: so it has none either. */
    record Absent(String missing) implements Resolution {}

    /** It can never be resolved. */
    record Wrong(String what, String hint) implements Resolution {}
  }

  private static final class Unresolved extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Resolution resolution;

    Unresolved(Resolution resolution) {
      super(null, null, false, false);
      this.resolution = resolution;
    }
  }

  private final Function<String, Optional<String>> raw;
  private final Collection<String> known;
  private final Map<String, String> environment;
  private final Map<String, Resolution> done = new HashMap<>();
  private final Set<String> underWay = new LinkedHashSet<>();

  /**
   * @param raw the text of a key with its placeholders, empty when it has none
   * @param known the keys that exist
   */
  Placeholders(
      Function<String, Optional<String>> raw,
      Collection<String> known,
      Map<String, String> environment) {
    this.raw = raw;
    this.known = known;
    this.environment = environment;
  }

  /** The resolution for one key. */
  Resolution resolve(String key) {
    Resolution before = done.get(key);
    if (before != null) {
      return before;
    }
    if (!underWay.add(key)) {
      String circle = String.join(" -> ", underWay) + " -> " + key;
      return new Resolution.Wrong("refers to itself: " + circle, "give one of them a plain value");
    }
    Resolution resolution;
    try {
      resolution =
          raw.apply(key)
              .<Resolution>map(text -> new Resolution.Value(expand(text)))
              .orElseGet(() -> nothingAt(key));
    } catch (Unresolved e) {
      resolution = e.resolution;
    }
    underWay.remove(key);
    done.put(key, resolution);
    return resolution;
  }

  private Resolution nothingAt(String key) {
    if (known.contains(key)) {
      return new Resolution.Absent(key);
    }
    return new Resolution.Wrong(
        "refers to {{%s}}, which is not a key".formatted(key),
        Similar.to(key, known).map("did you mean {{%s}}?"::formatted).orElse(""));
  }

  private String expand(String text) {
    StringBuilder expanded = new StringBuilder();
    int at = 0;
    for (int open = text.indexOf("{{"); open >= 0; open = text.indexOf("{{", at)) {
      int close = closing(text, open);
      if (close < 0) {
        break;
      }
      expanded.append(text, at, open).append(value(expand(text.substring(open + 2, close))));
      at = close + 2;
    }
    return expanded.append(text, at, text.length()).toString();
  }

  /** The braces that close those at {@code open}, or -1: then they are ordinary text. */
  private static int closing(String text, int open) {
    int depth = 0;
    for (int i = open; i < text.length() - 1; i++) {
      if (text.startsWith("{{", i)) {
        depth++;
        i++;
      } else if (text.startsWith("}}", i)) {
        if (--depth == 0) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }

  private String value(String reference) {
    boolean optional = reference.startsWith("?");
    String[] function = reference.split(":", 2);
    Optional<String> fromOutside =
        switch (function[0]) {
          case "env" -> outside(function, environment::get);
          case "sys" -> outside(function, System::getProperty);
          default -> Optional.empty();
        };
    if (fromOutside.isPresent()) {
      return fromOutside.get();
    }
    String key = optional ? reference.substring(1) : function[0];
    Resolution resolution = resolve(key);
    if (resolution instanceof Resolution.Value value) {
      return value.text();
    }
    if (optional) {
      return "";
    }
    if (function.length == 2 && raw.apply(key).isEmpty()) {
      return function[1];
    }
    throw new Unresolved(resolution);
  }

  private static Optional<String> outside(String[] function, Function<String, String> source) {
    if (function.length < 2) {
      return Optional.empty();
    }
    String[] nameAndDefault = function[1].split(":", 2);
    String value = source.apply(nameAndDefault[0]);
    if (value == null && nameAndDefault.length < 2) {
      throw new Unresolved(
          new Resolution.Wrong(
              "refers to {{%s:%s}}, which is not set".formatted(function[0], nameAndDefault[0]),
              ""));
    }
    return Optional.of(value == null ? nameAndDefault[1] : value.strip());
  }
}
