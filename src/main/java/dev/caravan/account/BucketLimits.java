package dev.caravan.account;

import java.util.List;

/**
 * Which setting limits which bucket. The numbers themselves are configuration defaults with their
 * sources beside them.
 */
final class BucketLimits {
  private static final String DATTO = "datto-rmm";

  /** Datto allows 100 of each write operation in its window, whatever the write aggregate is. */
  private static final int DATTO_OPERATION = 100;

  /** The one operation with a limit of its own in Datto's answer to request_rate. */
  private static final String DATTO_UDF_SET = "device-udf-set";

  private static final int DATTO_UDF_SET_LIMIT = 600;

  private BucketLimits() {}

  static int of(Account account, String bucket) {
    for (String key : List.of(bucket + "s-per-minute", "requests-per-minute")) {
      var limit = account.optional(key);
      if (limit.isPresent()) {
        return Integer.parseInt(limit.get());
      }
    }
    if (account.vendor().equals(DATTO)) {
      return bucket.equals(DATTO_UDF_SET) ? DATTO_UDF_SET_LIMIT : DATTO_OPERATION;
    }
    // Elsewhere an operation is a write like any other.
    return Integer.parseInt(account.setting("writes-per-minute"));
  }
}
