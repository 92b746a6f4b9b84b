package dev.caravan.config;

import dev.caravan.vendor.Key;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The whole names of all keys, now that accounts and syncs are known. Immutable. */
final class KnownKeys {

  /**
   * A key of one account or sync, or a global one.
   *
   * @param name the whole name
   * @param prefix the account or sync; for a global key what stands before its first dot
   */
  record Known(String name, String prefix, Key key, List<String> variables) {

    /**
     * @param variables the environment variables that set it, the one that counts most first
     */
    Known {
      variables = List.copyOf(variables);
    }

    static Known of(String prefix, String name, Key key) {
      String variable = variable(name);
      return new Known(
          name,
          prefix,
          key,
          key.alias()
              .map(alias -> List.of(variable, variable(prefix + "." + alias)))
              .orElse(List.of(variable)));
    }

    /** The default, where the catalog has one, with references to the same prefix written out. */
    Optional<String> fallback() {
      return key.fallback().map(text -> text.replace("{{.", "{{" + prefix + "."));
    }

    /** How another value refers to it. */
    String reference() {
      return "{{" + name + "}}";
    }

    static String variable(String name) {
      return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
  }

  private final Map<String, Known> byName = new LinkedHashMap<>();
  private final Map<String, List<Known>> byPrefix = new LinkedHashMap<>();

  KnownKeys(
      Catalog catalog,
      Map<String, String> accountVendors,
      Collection<SyncEnds> syncs,
      Collection<String> notifiers) {
    for (Key key : catalog.global()) {
      add(Known.of(prefix(key.name()), key.name(), key));
    }
    for (String notifier : notifiers) {
      for (Key key : catalog.notifier()) {
        String name = "%s.%s.%s".formatted(NotifyNames.KEY, notifier, key.name());
        add(Known.of(prefix(name), name, key));
      }
    }
    accountVendors.forEach((account, vendor) -> addAll(account, catalog.keysOfAccount(vendor)));
    syncs.forEach(sync -> addAll(sync.name(), catalog.keysOfSync(sync)));
  }

  private void addAll(String prefix, List<Key> keys) {
    keys.forEach(key -> add(Known.of(prefix, prefix + "." + key.name(), key)));
  }

  private void add(Known known) {
    byName.put(known.name(), known);
    byPrefix.computeIfAbsent(known.prefix(), prefix -> new ArrayList<>()).add(known);
  }

  /** What stands before the first dot, or everything. */
  static String prefix(String key) {
    int dot = key.indexOf('.');
    return dot < 0 ? key : key.substring(0, dot);
  }

  Optional<Known> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  Collection<Known> all() {
    return byName.values();
  }

  Set<String> names() {
    return byName.keySet();
  }

  Set<String> prefixes() {
    return byPrefix.keySet();
  }

  /** The keys under one prefix. */
  List<Known> under(String prefix) {
    return byPrefix.getOrDefault(prefix, List.of());
  }
}
