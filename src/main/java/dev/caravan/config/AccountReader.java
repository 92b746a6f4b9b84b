package dev.caravan.config;

import dev.caravan.account.Account;
import dev.caravan.account.Accounts;
import dev.caravan.config.KnownKeys.Known;
import dev.caravan.vendor.Limits;
import dev.caravan.vendor.Vendor;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the keys of the accounts; validation has made sure of their form. */
final class AccountReader {
  private final Settings settings;
  private final Catalog catalog;
  private final KnownKeys known;

  AccountReader(Settings settings, Catalog catalog, KnownKeys known) {
    this.settings = settings;
    this.catalog = catalog;
    this.known = known;
  }

  /**
   * Those that have an address.
   *
   * @param vendors the vendor of each account, by its name
   */
  Accounts read(Map<String, String> vendors) {
    List<Account> accounts = new ArrayList<>();
    vendors.forEach(
        (name, vendor) ->
            settings
                .value(name + ".base-url")
                .ifPresent(
                    url ->
                        accounts.add(
                            new Account(
                                name, vendor, URI.create(url), valuesOf(name), limits(vendor)))));
    return new Accounts(accounts);
  }

  private Map<String, String> valuesOf(String account) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Known key : known.under(account)) {
      settings.value(key.name()).ifPresent(value -> values.put(key.key().name(), value));
    }
    return values;
  }

  private Limits limits(String vendor) {
    return catalog.descriptors().find(vendor).map(Vendor::limits).orElse(Limits.NONE);
  }
}
