package dev.caravan.account;

import java.util.List;

/**
 * Which setting limits which bucket. The numbers themselves are configuration defaults with their
 * sources beside them.
 */
final class Limits {
  /** Datto allows 100 of each write operation in its window, whatever the write aggregate is. */
  private static final int DATTO_OPERATION = 100;

  private Limits() {}

  static int of(Account account, String bucket) {
    for (String key : List.of(bucket + "s-per-minute", "requests-per-minute")) {
      var limit = account.optional(key);
      if (limit.isPresent()) {
        return Integer.parseInt(limit.get());
      }
    }
    return DATTO_OPERATION;
  }
}
