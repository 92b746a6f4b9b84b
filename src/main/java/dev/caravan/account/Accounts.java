package dev.caravan.account;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The accounts of an installation, by name. Immutable. */
public final class Accounts {
  private final Map<String, Account> byName = new LinkedHashMap<>();

  public Accounts(Collection<Account> accounts) {
    accounts.forEach(account -> byName.put(account.name(), account));
  }

  /**
   * @throws IllegalArgumentException when there is no account of that name
   */
  public Account get(String name) {
    Account account = byName.get(name);
    if (account == null) {
      throw new IllegalArgumentException(
          "There is no account '%s'; accounts are %s".formatted(name, byName.keySet()));
    }
    return account;
  }

  /** A setting that is no secret; empty where there is no such account, or it has no value. */
  public Optional<String> shown(String name, String key) {
    return Optional.ofNullable(byName.get(name)).flatMap(account -> account.shown(key));
  }

  /** In the order of the configuration; not modifiable. */
  public Collection<Account> all() {
    return Collections.unmodifiableCollection(byName.values());
  }

  /** The accounts that share their limits with the one of that name, itself among them. */
  public List<Account> sharingLimits(String name) {
    String limit = get(name).sharedLimit();
    return byName.values().stream().filter(other -> other.sharedLimit().equals(limit)).toList();
  }

  /** The accounts of one vendor, by its id. */
  public List<Account> ofVendor(String vendor) {
    return byName.values().stream().filter(account -> account.vendor().equals(vendor)).toList();
  }
}
