package dev.caravan.budget;

import dev.caravan.store.Database;
import dev.caravan.store.Retention;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * Calls that count nowhere any more: of months that are over, and of accounts and buckets that
 * nobody calls; one that is called forgets what has left its window itself. Thread-safe.
 */
public final class SpentBudgets implements Retention.OldRows {
  private static final int PORTION = 500;

  /** Many times the longest window: what counts in one is never that old. */
  private static final Duration LONGEST_WINDOW = Duration.ofDays(1);

  private final Database store;

  /**
   * @param store where the budgets are
   */
  public SpentBudgets(Database store) {
    this.store = store;
  }

  @Override
  public boolean take(Instant before) {
    String month = YearMonth.from(before.atOffset(ZoneOffset.UTC)).toString();
    boolean months = take("call_quota", "account, cal_month", "cal_month < ?", month);
    long bins = before.minus(LONGEST_WINDOW).toEpochMilli();
    return take("budget_bin", "account, bucket, bin_end_ms", "bin_end_ms < ?", bins) || months;
  }

  private boolean take(String table, String key, String old, Object before) {
    String sql =
        "DELETE FROM %1$s WHERE (%2$s) IN (SELECT %2$s FROM %1$s WHERE %3$s LIMIT %4$d)"
            .formatted(table, key, old, PORTION);
    return store.<Integer>write(handle -> handle.execute(sql, before)) == PORTION;
  }
}
