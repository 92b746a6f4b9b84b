package dev.caravan.budget;

import dev.caravan.store.Database;
import java.time.YearMonth;

/** The calls of each account in each calendar month, in the store. Thread-safe. */
final class CallsOfMonth {
  private final Database store;

  CallsOfMonth(Database store) {
    this.store = store;
  }

  long of(String account, YearMonth month) {
    return store.read(
        handle ->
            handle
                .createQuery(
                    "SELECT calls FROM call_quota WHERE account = :account AND cal_month = :month")
                .bind("account", account)
                .bind("month", month.toString())
                .mapTo(long.class)
                .findOne()
                .orElse(0L));
  }

  /**
   * @param oldest the account's months before it are forgotten
   */
  void add(String account, YearMonth month, long calls, YearMonth oldest) {
    store.write(
        handle -> {
          handle
              .createUpdate(
                  "DELETE FROM call_quota WHERE account = :account AND cal_month < :oldest")
              .bind("account", account)
              .bind("oldest", oldest.toString())
              .execute();
          return handle
              .createUpdate(
                  "INSERT INTO call_quota (account, cal_month, calls)"
                      + " VALUES (:account, :month, :calls)"
                      + " ON CONFLICT (account, cal_month) DO UPDATE"
                      + " SET calls = call_quota.calls + excluded.calls")
              .bind("account", account)
              .bind("month", month.toString())
              .bind("calls", calls)
              .execute();
        });
  }
}
