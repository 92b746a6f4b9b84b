package dev.caravan.budget;

import static java.util.stream.Collectors.toMap;

import dev.caravan.budget.BucketSnapshot.Expiry;
import dev.caravan.store.Database;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The tables of the budgets, by the time of one account. Every change happens in one transaction
 * that holds the account's row, so that calls of all processes are counted one after the other.
 * Thread-safe.
 */
final class BudgetStore {
  private static final String ADD_TO_BIN =
      "UPDATE budget_bin SET taken = taken + :calls"
          + " WHERE account = :account AND bucket = :bucket AND bin_end_ms = :end";
  private static final String NEW_BIN =
      "INSERT INTO budget_bin (account, bucket, bin_end_ms, taken)"
          + " VALUES (:account, :bucket, :end, :calls)";

  private final Database store;
  private final StoreTime time;

  BudgetStore(Database store, StoreTime time) {
    this.store = store;
    this.time = time;
  }

  /** What was said of a bucket. */
  record BucketRow(long pausedUntilMillis, @Nullable Integer serverLimit) {
    static final BucketRow UNKNOWN = new BucketRow(0, null);
  }

  /** The open transaction of one account, its row locked and the time read behind the lock. */
  final class Transaction {
    private final Handle handle;
    private final String account;
    private final AccountRow row;
    private final long now;
    private final long upMillis;

    private Transaction(Handle handle, String account, AccountRow row) {
      this.handle = handle;
      this.account = account;
      this.row = row;
      // After the lock: a moment before it might lie before another process's last call.
      this.now = time.now(row.latestMillis());
      this.upMillis = time.upMillis();
    }

    AccountRow row() {
      return row;
    }

    long now() {
      return now;
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
          .map(
              (rs, context) ->
                  new Expiry(rs.getLong("bin_end_ms") + spanMillis, rs.getInt("taken")))
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
                  Map.entry(
                      rs.getString(1), new BucketRow(rs.getLong(2), (Integer) rs.getObject(3))))
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
  }

  /** Does that work while the account's row is locked, in one transaction. */
  <T> T locked(String account, Function<Transaction, T> work) {
    return store.write(
        handle -> work.apply(new Transaction(handle, account, lock(handle, account))));
  }

  private AccountRow lock(Handle handle, String account) {
    return handle
        .createQuery(
            "SELECT latest_ms, paused_until_ms, last_429_ms, refusals, one_bucket"
                + " FROM budget_account WHERE account = :account <for_update>")
        .bind("account", account)
        .map(
            (rs, context) ->
                new AccountRow(
                    rs.getLong(1), rs.getLong(2), rs.getLong(3), rs.getInt(4), rs.getBoolean(5)))
        .one();
  }

  /**
   * Makes the row that is locked from then on, and goes on with the time that it holds; to be
   * called once before the account is used.
   */
  void open(String account) {
    if (!goesOn(account)) {
      store.write(
          handle ->
              handle
                  .createUpdate(
                      "INSERT INTO budget_account (account, latest_ms, store_ms, boot, up_ms)"
                          + " VALUES (:account, :now, <now_millis>, :boot, :up)"
                          + " ON CONFLICT DO NOTHING")
                  .bind("account", account)
                  .bind("now", time.now())
                  .bind("boot", time.boot())
                  .bind("up", time.upMillis())
                  .execute());
      goesOn(account);
    }
  }

  private boolean goesOn(String account) {
    return store.read(
        handle ->
            handle
                .createQuery(
                    "SELECT latest_ms, store_ms, boot, up_ms, <now_millis>"
                        + " FROM budget_account WHERE account = :account")
                .bind("account", account)
                .map(
                    (rs, context) -> {
                      time.goOnFrom(
                          new StoreTime.Sighting(
                              rs.getLong(1), rs.getLong(2), rs.getString(3), rs.getLong(4)),
                          rs.getLong(5));
                      return true;
                    })
                .findOne()
                .orElse(false));
  }

  /** The buckets that anything is known of, by name. */
  List<String> knownBuckets(String account) {
    return store.read(
        handle ->
            handle
                .createQuery(
                    "SELECT bucket FROM budget_bin WHERE account = :account"
                        + " UNION SELECT bucket FROM budget_bucket WHERE account = :account"
                        + " ORDER BY bucket")
                .bind("account", account)
                .mapTo(String.class)
                .list());
  }
}
