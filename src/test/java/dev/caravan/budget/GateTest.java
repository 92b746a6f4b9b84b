package dev.caravan.budget;

import static dev.caravan.budget.Priority.ALERTS;
import static dev.caravan.budget.Priority.CONFIRM;
import static dev.caravan.budget.Priority.INVENTORY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.caravan.account.Accounts;
import dev.caravan.store.Statements;
import dev.caravan.store.Store;
import dev.caravan.time.HandClock;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real waiting, with windows of about a second. */
@Timeout(60)
class GateTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir Path folder;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Budget> budgets = new ArrayList<>();
  private Store store;

  @BeforeEach
  void open() {
    store = BudgetStores.open(folder);
  }

  @AfterEach
  void close() {
    budgets.forEach(Budget::close);
    threads.shutdownNow();
    store.close();
  }

  private Budget budget(Accounts accounts) {
    return budget(accounts, Clock.systemUTC(), System::nanoTime);
  }

  private Budget budget(Accounts accounts, HandClock clock) {
    return budget(accounts, clock, clock::nanos);
  }

  private Budget budget(Accounts accounts, InstantSource clock, LongSupplier nanos) {
    Budget budget = new Budget(store.budgets(), accounts, clock, nanos, account -> true, () -> 0);
    budgets.add(budget);
    return budget;
  }

  /** So many calls in a second, and a margin for a busy machine. */
  private static Accounts aSecond(int limit) {
    return BudgetAccounts.with(
        "reads-per-minute", "" + limit, "limit-window", "1s", "window-margin", "250ms");
  }

  @Test
  void sixteen_threads_never_exceed_the_limit_and_reach_it() throws Exception {
    Releases releases = new Releases();
    runFor(Duration.ofSeconds(3), 16, budget(aSecond(100)), releases);

    releases.neverMoreThan(100, Duration.ofSeconds(1));
    assertThat(releases.count()).isBetween(250, 300);
  }

  @Test
  void two_processes_share_one_limit() throws Exception {
    Releases releases = new Releases();
    Future<?> other =
        threads.submit(
            () -> {
              runFor(Duration.ofSeconds(3), 8, budget(aSecond(100)), releases);
              return null;
            });
    runFor(Duration.ofSeconds(3), 8, budget(aSecond(100)), releases);
    other.get();

    releases.neverMoreThan(100, Duration.ofSeconds(1));
    assertThat(releases.count()).isGreaterThan(250);
  }

  private void runFor(Duration time, int callers, Budget budget, Releases releases)
      throws Exception {
    Instant end = Instant.now().plus(time);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      running.add(
          threads.submit(
              () -> {
                while (Instant.now().isBefore(end)) {
                  SendPermit permit = budget.acquire("datto", "read", ALERTS);
                  if (Instant.now().isBefore(end)) {
                    releases.send(permit);
                  }
                }
              }));
    }
    for (Future<?> each : running) {
      each.get();
    }
  }

  @Test
  void what_is_urgent_goes_first_at_whatever_gate_of_a_bucket_it_waits() throws Exception {
    Budget budget =
        budget(
            BudgetAccounts.with(
                "writes-per-minute", "1", "limit-window", "1s", "window-margin", "100ms"));
    budget.acquire("datto", "write", ALERTS);
    for (int round = 0; round < 3; round++) {
      List<String> order = Collections.synchronizedList(new ArrayList<>());
      Future<?> inventory = threads.submit(() -> admit(budget, "write", INVENTORY, order));
      await().until(() -> budget.gate("datto", "write").waiting().count() == 1);
      Future<?> alert = threads.submit(() -> admit(budget, "alert-resolve", ALERTS, order));
      alert.get();
      inventory.get();
      assertThat(order).containsExactly("alert-resolve", "write");
    }
  }

  private static void admit(Budget budget, String bucket, Priority priority, List<String> order) {
    budget.acquire("datto", bucket, priority);
    order.add(bucket);
  }

  @Test
  void waiting_costs_at_most_a_transaction_for_each_arrival_and_each_turn() throws Exception {
    Budget budget = budget(aSecond(20));
    for (int i = 0; i < 20; i++) {
      budget.acquire("datto", "read", ALERTS);
    }
    AtomicInteger locks = new AtomicInteger();
    Statements.log(store.budgets(), countingLocks(locks));
    List<Future<?>> waiting = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      waiting.add(threads.submit(() -> budget.acquire("datto", "read", ALERTS)));
    }
    for (Future<?> each : waiting) {
      each.get();
    }

    assertThat(locks.get()).isBetween(1, 40);
  }

  private static SqlLogger countingLocks(AtomicInteger locks) {
    return new SqlLogger() {
      @Override
      public void logBeforeExecution(StatementContext context) {
        if (context.getRawSql().contains("FROM budget_account")) {
          locks.incrementAndGet();
        }
      }
    };
  }

  @Test
  void the_urgent_go_first_however_long_others_have_waited() {
    Budget budget = budget(aSecond(1));
    budget.acquire("datto", "read", ALERTS);
    List<Priority> order = new CopyOnWriteArrayList<>();
    int waiting = 0;
    for (Priority priority : List.of(INVENTORY, CONFIRM, ALERTS)) {
      threads.submit(
          () -> {
            budget.acquire("datto", "read", priority);
            order.add(priority);
          });
      awaitWaiting(budget, "read", ++waiting);
    }

    await().atMost(SOON).until(() -> order.size() == 3);
    assertThat(order).containsExactly(ALERTS, CONFIRM, INVENTORY);
  }

  @Test
  void a_call_alone_waits_for_nothing() {
    Budget budget = budget(aSecond(100));

    budget.acquire("datto", "read", ALERTS);

    assertThat(budget.use("datto"))
        .singleElement()
        .satisfies(
            use -> {
              assertThat(use.bucket()).isEqualTo("read");
              assertThat(use.limit()).isEqualTo(100);
              assertThat(use.used()).isEqualTo(1);
              assertThat(use.left()).isEqualTo(99);
              assertThat(use.sent()).isEqualTo(1);
            });
  }

  @Test
  void a_restart_keeps_the_count() {
    HandClock clock = new HandClock();
    Accounts accounts = BudgetAccounts.with("reads-per-minute", "600");
    try (Budget first = budget(accounts, clock)) {
      for (int i = 0; i < 250; i++) {
        first.acquire("datto", "read", ALERTS);
      }
    }
    store.close();
    store = BudgetStores.open(folder);

    assertThat(budget(accounts, clock).use("datto").get(0).used()).isEqualTo(250);
  }

  @Test
  void an_alert_page_in_the_middle_of_an_inventory_does_not_wait() {
    Budget budget = budget(BudgetAccounts.with("reads-per-minute", "600"));
    for (int i = 0; i < 4; i++) {
      threads.submit(
          () -> {
            for (int call = 0; call < 600; call++) {
              budget.acquire("datto", "read", INVENTORY);
            }
          });
    }
    await().atMost(SOON).until(() -> budget.use("datto").get(0).sent() == 480);
    awaitWaiting(budget, "read", 4);

    Instant before = Instant.now();
    budget.acquire("datto", "read", ALERTS);

    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void closing_wakes_all_who_wait() throws Exception {
    Budget budget = budget(BudgetAccounts.with("reads-per-minute", "1"));
    budget.acquire("datto", "read", ALERTS);
    Future<?> waiting = threads.submit(() -> budget.acquire("datto", "read", ALERTS));
    awaitWaiting(budget, "read", 1);

    Instant before = Instant.now();
    budget.close();

    assertThatThrownBy(waiting::get).hasRootCauseInstanceOf(BudgetClosed.class);
    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(1));
    assertThatThrownBy(() -> budget.acquire("datto", "read", ALERTS))
        .isInstanceOf(BudgetClosed.class);
  }

  @Test
  void an_interrupted_wait_ends_and_the_next_one_takes_over() throws Exception {
    Budget budget = budget(aSecond(1));
    budget.acquire("datto", "read", ALERTS);
    Future<?> leader = threads.submit(() -> budget.acquire("datto", "read", ALERTS));
    awaitWaiting(budget, "read", 1);
    Future<?> next = threads.submit(() -> budget.acquire("datto", "read", ALERTS));
    awaitWaiting(budget, "read", 2);

    leader.cancel(true);

    next.get();
    assertThat(budget.use("datto").get(0).sent()).isEqualTo(2);
  }

  @Test
  void a_429_holds_all_calls_of_all_processes_for_exactly_as_long_as_the_vendor_says()
      throws Exception {
    Budget budget = budget(aSecond(100));
    Budget other = budget(aSecond(100));
    Instant before = Instant.now();

    LimitOutcome verdict = budget.observe("datto", "read", 429, Map.of("retry-after", "1.2"), null);

    assertThat(verdict.refused()).isTrue();
    other.acquire("datto", "read", ALERTS);
    assertThat(Duration.between(before, Instant.now()))
        .isBetween(Duration.ofMillis(1200), Duration.ofMillis(2500));
    assertThat(budget.use("datto").get(0).refused429()).isEqualTo(1);
  }

  @Test
  void a_long_pause_parks_those_who_wait_and_those_who_come() throws Exception {
    Budget budget = budget(BudgetAccounts.with("reads-per-minute", "1"));
    budget.acquire("datto", "read", ALERTS);
    Future<?> waiting = threads.submit(() -> budget.acquire("datto", "read", ALERTS));
    awaitWaiting(budget, "read", 1);

    budget.observe("datto", "read", 429, Map.of("retry-after", "120"), null);

    assertThatThrownBy(waiting::get).hasCauseInstanceOf(RateLimitedUntil.class);
    assertThatThrownBy(() -> budget.acquire("datto", "read", ALERTS))
        .isInstanceOf(RateLimitedUntil.class);
  }

  @Test
  void a_close_gives_back_what_was_taken_in_advance() {
    HandClock clock = new HandClock();
    Accounts accounts = BudgetAccounts.with("reads-per-minute", "600");
    Budget first = budget(accounts, clock);
    for (int i = 0; i < 5; i++) {
      first.acquire("datto", "read", ALERTS);
    }
    Budget second = budget(accounts, clock);
    assertThat(first.use("datto").get(0).used()).isEqualTo(5);
    assertThat(second.use("datto").get(0).used()).isGreaterThan(5);

    first.close();

    assertThat(second.use("datto").get(0).used()).isEqualTo(5);
  }

  private static void awaitWaiting(Budget budget, String bucket, int calls) {
    await().atMost(SOON).until(() -> budget.gate("datto", bucket).waiting().count() == calls);
  }
}
