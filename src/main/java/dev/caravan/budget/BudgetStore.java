package dev.caravan.budget;

import dev.caravan.store.Database;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables of the budgets, for one account. Every change happens in one transaction that holds
 * the account's row, so that calls of all processes are counted one after the other. A store that
 * is older than this process has seen it was put back: then all that the limits allow counts as
 * called just now. Thread-safe.
 */
final class BudgetStore {
  private static final Logger LOG = LoggerFactory.getLogger(BudgetStore.class);

  private final Database store;
  private final StoreTime time;
  private final BucketPolicy terms;
  private final String account;

  /** The latest moment that is known to be in the store. */
  private final AtomicLong seenMillis = new AtomicLong();

  BudgetStore(Database store, StoreTime time, BucketPolicy terms) {
    this.store = store;
    this.time = time;
    this.terms = terms;
    this.account = terms.key();
  }

  /** Does that work while the account's row is locked, in one transaction. */
  <T> T locked(Function<BudgetTransaction, T> work) {
    record Done<T>(T result, long latestMillis) {}
    Done<T> done =
        store.write(
            handle -> {
              BudgetTransaction tx = lock(handle);
              return new Done<>(work.apply(tx), tx.latestMillis());
            });
    seenMillis.accumulateAndGet(done.latestMillis(), Math::max);
    return done.result();
  }

  private BudgetTransaction lock(Handle handle) {
    Optional<AccountRow> found = find(handle);
    if (found.isEmpty()) {
      insert(handle);
    }
    AccountRow row = found.or(() -> find(handle)).orElseThrow();
    BudgetTransaction tx = new BudgetTransaction(handle, terms, time, row);
    // Behind the lock: what this process knows to be committed must be there.
    if (found.isEmpty() || row.latestMillis() < seenMillis.get()) {
      LOG.warn(
          "{}: the store of the budgets went back in time; what was called meanwhile is not known,"
              + " so it counts as all that the limits allow",
          terms.name());
      tx.fill(tx.now());
    }
    return tx;
  }

  private Optional<AccountRow> find(Handle handle) {
    return handle
        .createQuery(
            "SELECT latest_ms, paused_until_ms, last_429_ms, refusals, one_bucket"
                + " FROM budget_account WHERE account = :account <for_update>")
        .bind("account", account)
        .map(
            (rs, context) ->
                new AccountRow(
                    rs.getLong(1), rs.getLong(2), rs.getLong(3), rs.getInt(4), rs.getBoolean(5)))
        .findOne();
  }

  private void insert(Handle handle) {
    handle
        .createUpdate(
            "INSERT INTO budget_account (account, latest_ms, store_ms, boot, up_ms)"
                + " VALUES (:account, :now, <now_millis>, :boot, :up)"
                + " ON CONFLICT DO NOTHING")
        .bind("account", account)
        .bind("now", time.now())
        .bind("boot", time.boot())
        .bind("up", time.upMillis())
        .execute();
  }

  /**
   * Makes the row that is locked from then on, and goes on with the time that it holds; to be
   * called once before the account is used.
   */
  void open() {
    if (!goesOn()) {
      store.write(
          handle -> {
            insert(handle);
            return true;
          });
      goesOn();
    }
  }

  private boolean goesOn() {
    return store.read(
        handle ->
            handle
                .createQuery(
                    "SELECT latest_ms, store_ms, boot, up_ms, <now_millis>"
                        + " FROM budget_account WHERE account = :account")
                .bind("account", account)
                .map(
                    (rs, context) -> {
                      seenMillis.set(rs.getLong(1));
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
  List<String> knownBuckets() {
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
