package dev.caravan.budget;

import static dev.caravan.budget.Priority.ALERTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.store.Statements;
import dev.caravan.store.Store;
import dev.caravan.time.HandClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that are held up between their count and their sending, in a window of a minute. */
@Timeout(60)
class StalePermitTest {
  private final HandClock clock = new HandClock();
  private final AtomicInteger transactions = new AtomicInteger();
  private volatile int heldUp;
  private volatile Duration by = Duration.ZERO;

  @Test
  void a_call_whose_thread_was_held_up_is_taken_anew_and_counts_once() {
    try (Store store = BudgetStores.inMemory();
        Budget budget = process(store)) {
      holdUp(1, Duration.ofSeconds(1));

      budget.acquire("datto", "read", ALERTS);

      assertThat(transactions.get()).isEqualTo(2);
      assertThat(budget.use("datto").get(0).used()).isEqualTo(1);
      assertThat(budget.use("datto").get(0).sent()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 5, 30, 300})
  void a_machine_that_holds_up_each_try_sends_its_calls_and_counts_them_as_long(long seconds) {
    try (Store store = BudgetStores.inMemory();
        Budget budget = process(store)) {
      holdUp(Integer.MAX_VALUE, Duration.ofSeconds(seconds));
      SendPermit permit = budget.acquire("datto", "read", ALERTS);
      permit.renew();
      heldUp = 0;

      clock.move(Duration.ofSeconds(60));
      assertThat(budget.use("datto").get(0).left()).isEqualTo(599);
      clock.move(Duration.ofSeconds(60 + 3 * seconds));
      assertThat(budget.use("datto").get(0).left()).isEqualTo(600);
    }
  }

  private Budget process(Store store) {
    Budget budget =
        new Budget(
            store.budgets(),
            BudgetAccounts.with("reads-per-minute", "600"),
            clock,
            clock::nanos,
            account -> true,
            () -> 0);
    Statements.log(
        store.budgets(),
        new SqlLogger() {
          @Override
          public void logAfterExecution(StatementContext context) {
            // Behind the moment at which the transaction counts.
            if (context.getRawSql().startsWith("SELECT bucket, SUM")
                && transactions.getAndIncrement() < heldUp) {
              clock.move(by);
            }
          }
        });
    return budget;
  }

  private void holdUp(int transactions, Duration by) {
    this.heldUp = transactions;
    this.by = by;
  }
}
