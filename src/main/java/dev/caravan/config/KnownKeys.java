package dev.caravan.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
  record Known(String name, String prefix, Key key) {
    /** The default, where the catalog has one, with references to the same prefix written out. */
    Optional<String> fallback() {
      return key.fallback().map(text -> text.replace("{{.", "{{" + prefix + "."));
    }

    /** How another value refers to it. */
    String reference() {
      return "{{" + name + "}}";
    }

    /** The environment variables that set it, the one that counts most first. */
    List<String> variables() {
      List<String> own = List.of(variable(name));
      return key.alias()
          .map(alias -> List.of(own.get(0), variable(prefix + "." + alias)))
          .orElse(own);
    }

    private static String variable(String name) {
      return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
  }

  private final Map<String, Known> byName = new LinkedHashMap<>();
  private final Set<String> prefixes = new LinkedHashSet<>();

  KnownKeys(Catalog catalog, Map<String, String> accountVendors, Collection<SyncEnds> syncs) {
    for (Key key : catalog.global()) {
      add(new Known(key.name(), prefix(key.name()), key));
    }
    accountVendors.forEach((account, vendor) -> addAll(account, catalog.keysOfAccount(vendor)));
    syncs.forEach(sync -> addAll(sync.name(), catalog.sync()));
  }

  private void addAll(String prefix, List<Key> keys) {
    keys.forEach(key -> add(new Known(prefix + "." + key.name(), prefix, key)));
  }

  private void add(Known known) {
    byName.put(known.name(), known);
    prefixes.add(known.prefix());
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
    return prefixes;
  }

  /** The keys under one prefix. */
  List<Known> under(String prefix) {
    return byName.values().stream().filter(known -> known.prefix().equals(prefix)).toList();
  }
}
