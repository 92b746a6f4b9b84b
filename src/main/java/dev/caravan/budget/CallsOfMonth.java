package dev.caravan.budget;

import java.time.YearMonth;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** The calls of each account in each calendar month, in the store. Thread-safe. */
final class CallsOfMonth {
  private final Jdbi jdbi;

  CallsOfMonth(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  long of(String account, YearMonth month) {
    return jdbi.withHandle(
        handle ->
            bind(
                    handle.createQuery(
                        "SELECT calls FROM call_quota"
                            + " WHERE account = :account AND cal_month = :month"),
                    account,
                    month)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L));
  }

  void add(String account, YearMonth month, long calls) {
    boolean stored =
        raise(account, month, calls)
            || isFirst(account, month, calls)
            || raise(account, month, calls);
    if (!stored) {
      throw new IllegalStateException("the month's count could neither be begun nor raised");
    }
  }

  private boolean raise(String account, YearMonth month, long calls) {
    return execute(
        "UPDATE call_quota SET calls = calls + :calls"
            + " WHERE account = :account AND cal_month = :month",
        account,
        month,
        calls);
  }

  /** False when another call was the first of the month a moment ago. */
  private boolean isFirst(String account, YearMonth month, long calls) {
    try {
      return execute(
          "INSERT INTO call_quota (account, cal_month, calls) VALUES (:account, :month, :calls)",
          account,
          month,
          calls);
    } catch (UnableToExecuteStatementException taken) {
      return false;
    }
  }

  private boolean execute(String sql, String account, YearMonth month, long calls) {
    return jdbi.withHandle(
        handle ->
            bind(handle.createUpdate(sql), account, month).bind("calls", calls).execute() > 0);
  }

  private static <S extends SqlStatement<S>> S bind(S statement, String account, YearMonth month) {
    return statement.bind("account", account).bind("month", month.toString());
  }
}
