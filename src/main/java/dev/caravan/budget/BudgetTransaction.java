package dev.caravan.budget;

import static java.util.stream.Collectors.toMap;

import dev.caravan.budget.BucketSnapshot.Expiry;
import dev.caravan.vendor.BucketLine;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The open transaction of one account, its row locked and the time read behind the lock. For one
 * thread.
 */
final class BudgetTransaction {
  private static final String ADD_TO_BIN =
      "UPDATE budget_bin SET taken = taken + :calls"
          + " WHERE account = :account AND bucket = :bucket AND bin_end_ms = :end";
  private static final String NEW_BIN =
      "INSERT INTO budget_bin (account, bucket, bin_end_ms, taken)"
          + " VALUES (:account, :bucket, :end, :calls)";

  private final Handle handle;
  private final BucketPolicy terms;
  private final StoreTime time;
  private final String account;
  private final AccountRow row;
  private final long now;
  private final long upMillis;
  private long latestMillis;

  /** Right after the row was locked: a moment before might lie before another's last call. */
  BudgetTransaction(Handle handle, BucketPolicy terms, StoreTime time, AccountRow row) {
    this.handle = handle;
    this.terms = terms;
    this.account = terms.key();
    this.time = time;
    this.row = row;
    this.latestMillis = row.latestMillis();
    this.now = time.now(row.latestMillis());
    this.upMillis = time.upMillis();
  }

  AccountRow row() {
    return row;
  }

  long now() {
    return now;
  }

  /** The latest moment that the store knows of once this is committed. */
  long latestMillis() {
    return latestMillis;
  }

  /** Calls that count in each of the buckets after that moment. */
  Map<String, Integer> used(List<String> buckets, long sinceMillis) {
    return handle
        .createQuery(
            "SELECT bucket, SUM(taken) FROM budget_bin"
                + " WHERE account = :account AND bucket IN (<buckets>) AND bin_end_ms > :since"
                + " GROUP BY bucket")
        .bind("account", account)
        .bindList("buckets", buckets)
        .bind("since", sinceMillis)
        .map((rs, context) -> Map.entry(rs.getString(1), rs.getInt(2)))
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** When the counted calls of a bucket cease to count, the earliest first. */
  List<Expiry> expiries(String bucket, long spanMillis) {
    return handle
        .createQuery(
            "SELECT bin_end_ms, taken FROM budget_bin WHERE account = :account"
                + " AND bucket = :bucket AND bin_end_ms > :since ORDER BY bin_end_ms")
        .bind("account", account)
        .bind("bucket", bucket)
        .bind("since", now - spanMillis)
        .map((rs, context) -> new Expiry(rs.getLong("bin_end_ms") + spanMillis, rs.getInt("taken")))
        .list();
  }

  /** What was said of those buckets; absent where nothing was. */
  Map<String, BucketRow> buckets(List<String> buckets) {
    if (buckets.isEmpty()) {
      return Map.of();
    }
    return handle
        .createQuery(
            "SELECT bucket, paused_until_ms, server_limit FROM budget_bucket"
                + " WHERE account = :account AND bucket IN (<buckets>)")
        .bind("account", account)
        .bindList("buckets", buckets)
        .map(
            (rs, context) ->
                Map.entry(rs.getString(1), new BucketRow(rs.getLong(2), (Integer) rs.getObject(3))))
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Counts calls (or, with a negative number, gives them back) in the bin of that end. */
  void count(List<String> buckets, long binEndMillis, int calls) {
    for (String bucket : buckets) {
      int counted = count(bucket, binEndMillis, calls, ADD_TO_BIN);
      if (counted == 0 && calls > 0) {
        count(bucket, binEndMillis, calls, NEW_BIN);
      }
    }
  }

  private int count(String bucket, long binEndMillis, int calls, String sql) {
    return handle
        .createUpdate(sql)
        .bind("account", account)
        .bind("bucket", bucket)
        .bind("end", binEndMillis)
        .bind("calls", calls)
        .execute();
  }

  /** Counts all that the limits allow as called then, and what is counted stays. */
  void fill(long atMillis) {
    List<String> buckets = terms.limits().buckets().stream().map(BucketLine::bucket).toList();
    if (!buckets.isEmpty()) {
      Map<String, Integer> used = used(buckets, now - terms.spanMillis());
      for (String bucket : buckets) {
        int left = terms.limit(bucket) - used.getOrDefault(bucket, 0);
        if (left > 0) {
          count(List.of(bucket), terms.binEnd(atMillis), left);
        }
      }
    }
    save(row);
  }

  void forgetBefore(List<String> buckets, long binEndMillis) {
    handle
        .createUpdate(
            "DELETE FROM budget_bin WHERE account = :account AND bucket IN (<buckets>)"
                + " AND bin_end_ms <= :before")
        .bind("account", account)
        .bindList("buckets", buckets)
        .bind("before", binEndMillis)
        .execute();
  }

  void save(AccountRow changed) {
    handle
        .createUpdate(
            "UPDATE budget_account SET latest_ms = :now, store_ms = <now_millis>, boot = :boot,"
                + " up_ms = :up, paused_until_ms = :paused, last_429_ms = :last429,"
                + " refusals = :refusals, one_bucket = :oneBucket WHERE account = :account")
        .bind("now", now)
        .bind("boot", time.boot())
        .bind("up", upMillis)
        .bind("paused", changed.pausedUntilMillis())
        .bind("last429", changed.last429Millis())
        .bind("refusals", changed.refusals())
        .bind("oneBucket", changed.oneBucket())
        .bind("account", account)
        .execute();
    latestMillis = now;
  }

  void save(String bucket, BucketRow changed) {
    handle
        .createUpdate(
            "INSERT INTO budget_bucket (account, bucket, paused_until_ms, server_limit)"
                + " VALUES (:account, :bucket, :paused, :limit)"
                + " ON CONFLICT (account, bucket) DO UPDATE SET"
                + " paused_until_ms = excluded.paused_until_ms,"
                + " server_limit = excluded.server_limit")
        .bind("account", account)
        .bind("bucket", bucket)
        .bind("paused", changed.pausedUntilMillis())
        .bindByType("limit", changed.serverLimit(), Integer.class)
        .execute();
  }

  /** What was said of a bucket. */
  record BucketRow(long pausedUntilMillis, @Nullable Integer serverLimit) {
    static final BucketRow UNKNOWN = new BucketRow(0, null);
  }
}
