package dev.caravan.account;

import dev.caravan.text.Digest;
import java.util.Optional;

/**
 * Whose calls a vendor counts together: those of one key at one address, whatever names its
 * accounts have here.
 */
final class LimitKey {

  private LimitKey() {}

  /** Equal for accounts that share their limits; without a key an account stands alone. */
  static String of(Account account) {
    String vendor = account.vendor();
    Optional<String> caller = account.limits().sharedBy().flatMap(account::optional);
    Origin at = Origin.of(account.baseUrl());
    return caller.isPresent() && at != null
        ? vendor
            + "/"
            + Digest.of(
                "%s\n%s\n%s\n%d\n%s\n"
                    .formatted(vendor, at.scheme(), at.host(), at.port(), caller.get()))
        : account.name();
  }
}
