package dev.caravan.budget;

import dev.caravan.account.Account;
import dev.caravan.account.Accounts;
import dev.caravan.vendor.Limits;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * The terms of one account: its window and which buckets a call is charged to. Immutable.
 *
 * @param key under what the store counts the calls
 * @param sharing the accounts whose calls the vendor counts together, this one among them
 * @param windowMillis the vendor's rolling window
 * @param spanMillis how long an admitted call counts: window and margin
 * @param binMillis the grain of the count; costs at most this much time a window
 */
record BucketPolicy(
    Account account,
    String key,
    List<Account> sharing,
    long windowMillis,
    long spanMillis,
    long binMillis) {
  private static final int BINS = 600;
  private static final long SMALLEST_BIN_MILLIS = 10;
  private static final long PATIENCE_MILLIS = 60_000;

  /** Of several accounts with one key the longest window, the widest margin. */
  static BucketPolicy of(Accounts accounts, String name) {
    List<Account> sharing = accounts.sharingLimits(name);
    long window = longest(sharing, Account::window);
    long span = window + longest(sharing, Account::windowMargin);
    Account account = accounts.get(name);
    return new BucketPolicy(
        account,
        account.sharedLimit(),
        sharing,
        window,
        span,
        Math.max(SMALLEST_BIN_MILLIS, window / BINS));
  }

  private static long longest(List<Account> accounts, Function<Account, Duration> time) {
    return accounts.stream().map(time).mapToLong(Duration::toMillis).max().orElseThrow();
  }

  /** For people. */
  String name() {
    return account.name();
  }

  /** How the vendor limits the account. */
  Limits limits() {
    return account.limits();
  }

  /**
   * The buckets that one call is charged to.
   *
   * @param oneBucket whether the vendor counts all calls of the account together
   */
  List<String> charged(String bucket, boolean oneBucket) {
    return limits().charged(bucket, oneBucket);
  }

  /** The bucket at whose gate a call waits; those that the vendor counts as one share it. */
  String gate(String bucket) {
    List<String> charged = charged(bucket, false);
    return charged.get(charged.size() - 1);
  }

  /** The configured limit of a bucket in one window, the least of all that share it, at least 1. */
  int limit(String bucket) {
    int least = sharing.stream().mapToInt(each -> each.limit(bucket)).min().orElseThrow();
    return Math.max(1, least);
  }

  /** What is ours of a limit that the vendor tells. */
  int ours(int limit) {
    return sharing.stream().mapToInt(each -> each.ours(limit)).min().orElseThrow();
  }

  /** The end of the bin that a moment falls into; always later than the moment. */
  long binEnd(long millis) {
    return (Math.floorDiv(millis, binMillis) + 1) * binMillis;
  }

  /**
   * For how long a permit holds that counts from the moment of its admission: half the margin. The
   * other half is for what happens between the last look at it and the vendor.
   */
  long permitMillis() {
    return marginMillis() / 2;
  }

  private long marginMillis() {
    return spanMillis - windowMillis;
  }

  /** The longest wait for a pause to end; a longer one parks the cycle. */
  long pausePatienceMillis() {
    return PATIENCE_MILLIS;
  }

  /**
   * The longest wait for the window to move on. A full window frees its first call after window and
   * margin, which must not park a cycle that is merely at its limit.
   */
  long windowPatienceMillis() {
    return Math.max(PATIENCE_MILLIS, spanMillis + marginMillis() + binMillis);
  }
}
