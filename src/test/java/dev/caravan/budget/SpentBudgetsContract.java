package dev.caravan.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.store.Retention;
import dev.caravan.store.TestStore;
import dev.caravan.time.HandClock;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What of the budgets goes by its age, on every store. */
abstract class SpentBudgetsContract {
  @RegisterExtension final TestStore store;
  private final HandClock clock = new HandClock();
  private final Retention retention = new Retention(Duration.ofDays(90), clock);

  SpentBudgetsContract(TestStore store) {
    this.store = store;
  }

  @BeforeEach
  void begin() {
    retention.add(new SpentBudgets(store.budgets()));
  }

  private List<String> left(String column, String table) {
    return store
        .budgets()
        .read(
            handle ->
                handle
                    .createQuery("SELECT %1$s FROM %2$s ORDER BY 1".formatted(column, table))
                    .mapTo(String.class)
                    .list());
  }

  private void takeCall(String account) {
    store
        .budgets()
        .write(
            handle ->
                handle.execute(
                    "INSERT INTO budget_bin (account, bucket, bin_end_ms, taken)"
                        + " VALUES (?, 'reads', ?, 1)",
                    account,
                    clock.millis()));
  }

  @Test
  void months_that_are_over_are_forgotten_when_they_are_old_whoever_called() {
    CallsOfMonth calls = new CallsOfMonth(store.budgets());
    calls.add("gone", YearMonth.of(2025, 11), 3);
    calls.add("gone", YearMonth.of(2026, 2), 4);
    calls.add("here", YearMonth.of(2026, 3), 5);
    retention.run();
    assertThat(left("cal_month", "call_quota")).containsExactly("2026-02", "2026-03");
    clock.move(Duration.ofDays(100));
    retention.run();
    assertThat(left("cal_month", "call_quota")).containsExactly("2026-03");
    assertThat(calls.of("here", YearMonth.of(2026, 3))).isEqualTo(5);
  }

  @Test
  void calls_of_an_account_that_nobody_calls_any_more_are_forgotten() {
    takeCall("gone");
    clock.move(Duration.ofDays(90));
    takeCall("here");
    retention.run();
    assertThat(left("account", "budget_bin")).containsExactly("gone", "here");
    clock.move(Duration.ofDays(2));
    retention.run();
    assertThat(left("account", "budget_bin")).containsExactly("here");
  }
}
