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

  void add(String account, YearMonth month, long calls) {
    store.write(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO call_quota (account, cal_month, calls)"
                        + " VALUES (:account, :month, :calls)"
                        + " ON CONFLICT (account, cal_month) DO UPDATE"
                        + " SET calls = call_quota.calls + excluded.calls")
                .bind("account", account)
                .bind("month", month.toString())
                .bind("calls", calls)
                .execute());
  }
}
