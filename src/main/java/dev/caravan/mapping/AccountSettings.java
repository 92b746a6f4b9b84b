package dev.caravan.mapping;

import java.util.Optional;

/**
 * What mappings may know of the settings of accounts, which is never a secret. Implementations are
 * thread-safe.
 */
@FunctionalInterface
public interface AccountSettings {
  /** No account has any. */
  AccountSettings NONE = (account, key) -> Optional.empty();

  /**
   * The value of a key, its default applied; empty where there is no such account or value.
   *
   * @param key without the name of the account
   */
  Optional<String> of(String account, String key);
}
