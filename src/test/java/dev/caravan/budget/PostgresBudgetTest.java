package dev.caravan.budget;

import static dev.caravan.budget.Priority.ALERTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.account.Accounts;
import dev.caravan.store.PostgresStore;
import dev.caravan.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same statements on PostgreSQL, by two processes with a pool of their own each. */
@Timeout(120)
class PostgresBudgetTest {
  @RegisterExtension final PostgresStore store = new PostgresStore();

  @Test
  void two_processes_share_one_limit_on_postgresql() throws Exception {
    Accounts accounts =
        BudgetAccounts.with(
            "reads-per-minute", "50", "limit-window", "1s", "window-margin", "400ms");
    Releases releases = new Releases();
    ExecutorService threads = Executors.newCachedThreadPool();
    try (Store second = Store.open(store.settings());
        Budget one =
            new Budget(
                store.budgets(), accounts, Clock.systemUTC(), System::nanoTime, account -> true);
        Budget two =
            new Budget(
                second.budgets(), accounts, Clock.systemUTC(), System::nanoTime, account -> true)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Budget budget = i % 2 == 0 ? one : two;
        running.add(
            threads.submit(
                () -> {
                  for (int call = 0; call < 15; call++) {
                    releases.send(budget.acquire("datto", "read", ALERTS));
                  }
                }));
      }
      for (Future<?> each : running) {
        each.get();
      }

      releases.neverMoreThan(50, Duration.ofSeconds(1));
      assertThat(releases.count()).isEqualTo(120);
      one.acquire("datto", "alert-resolve", ALERTS);
      one.seed("datto", CalibrationTest.json(0, 40, 0, 600).replace("Seconds\":60", "Seconds\":1"));
      two.observe("datto", "read", 429, Map.of("retry-after", "1"), null);
      assertThat(one.use("datto"))
          .filteredOn(use -> use.bucket().equals("read"))
          .singleElement()
          .satisfies(use -> assertThat(use.left()).isZero())
          .satisfies(use -> assertThat(use.limit()).isEqualTo(40));
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-3_600, 3_600})
  void a_machine_whose_clock_differs_goes_by_the_clock_of_the_store(long seconds) {
    InstantSource right = InstantSource.system();
    Window one = process(new StoreTime(right, System::nanoTime, "here"));
    StoreTimeTest.take(one, 10);

    Window other =
        process(
            new StoreTime(
                InstantSource.offset(right, Duration.ofSeconds(seconds)),
                () -> System.nanoTime() + Duration.ofDays(5).toNanos(),
                "there"));

    assertThat(StoreTimeTest.take(other, 10)).isZero();
    assertThat(StoreTimeTest.take(one, 10)).isZero();
  }

  private Window process(StoreTime time) {
    return StoreTimeTest.window(store.store(), BudgetAccounts.with("reads-per-minute", "10"), time);
  }
}
