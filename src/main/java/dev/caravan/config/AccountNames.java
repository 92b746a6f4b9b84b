package dev.caravan.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which accounts there are: one of each vendor, and those that name their vendor. One use. */
final class AccountNames {
  private static final String VENDOR = "vendor";

  private final Catalog catalog;
  private final Map<String, String> vendors = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  AccountNames(Catalog catalog) {
    this.catalog = catalog;
    catalog.vendors().values().forEach(vendor -> vendors.put(vendor.account(), vendor.id()));
  }

  /**
   * The vendor of each account.
   *
   * @param syncs names that no further account may have
   */
  Map<String, String> read(
      Collection<WrittenValue> entries, Map<String, String> environment, Set<String> syncs) {
    Set<String> reserved = new LinkedHashSet<>(syncs);
    catalog.global().forEach(key -> reserved.add(KnownKeys.prefix(key.name())));
    for (WrittenValue entry : entries) {
      String prefix = KnownKeys.prefix(entry.key());
      if (entry.key().equals(prefix + "." + VENDOR) && !reserved.contains(prefix)) {
        add(prefix, entry);
      }
    }
    environment.forEach(this::addVariable);
    return vendors;
  }

  private void add(String account, WrittenValue entry) {
    String before = vendors.putIfAbsent(account, entry.value());
    if (before != null && !before.equals(entry.value())) {
      problems.add(
          new Problem(
              entry.key(),
              entry.where(),
              "says '%s', but %s is the account of %s".formatted(entry.value(), account, before),
              "give the further account a prefix of its own"));
    }
  }

  /**
   * {@code NORTH_EMEA_VENDOR} with a vendor as its value makes an account too: {@code north-emea}.
   */
  private void addVariable(String variable, String value) {
    String ending = "_" + VENDOR.toUpperCase(Locale.ROOT);
    if (variable.endsWith(ending) && catalog.vendors().containsKey(value.strip())) {
      String name = variable.substring(0, variable.length() - ending.length());
      vendors.putIfAbsent(name.toLowerCase(Locale.ROOT).replace('_', '-'), value.strip());
    }
  }

  List<Problem> problems() {
    return problems;
  }
}
