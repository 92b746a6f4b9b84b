package dev.caravan.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Whose calls a vendor counts together: those of one key at one address, whatever names its
 * accounts have here.
 */
final class LimitKey {
  /** 128 bits: no two keys meet by accident, and none can be read from it. */
  private static final int DIGEST_BYTES = 16;

  private LimitKey() {}

  /** Equal for accounts that share their limits; without a key an account stands alone. */
  static String of(Account account) {
    String vendor = account.vendor();
    Optional<String> caller = account.limits().sharedBy().flatMap(account::optional);
    Origin at = Origin.of(account.baseUrl());
    return caller.isPresent() && at != null
        ? vendor + "/" + digest(vendor, at.scheme(), at.host(), at.port(), caller.get())
        : account.name();
  }

  private static String digest(Object... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Object part : parts) {
        digest.update((part + "\n").getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
