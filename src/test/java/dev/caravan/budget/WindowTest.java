package dev.caravan.budget;

import static dev.caravan.budget.Priority.ALERTS;
import static dev.caravan.budget.Priority.CONFIRM;
import static dev.caravan.budget.Priority.INVENTORY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.account.Accounts;
import dev.caravan.budget.Window.Acquisition;
import dev.caravan.store.Store;
import dev.caravan.time.HandClock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The window as a table of moments; nothing waits here. */
class WindowTest {
  /** The moment at which a call of the start ceases to count: 60 s, 1.5 s and one bin of 100 ms. */
  private static final long FREE = 61_600;

  private final HandClock clock = new HandClock();
  private Store store;
  private Window window;

  @BeforeEach
  void open() {
    store = BudgetStores.inMemory();
    window = window(BudgetAccounts.with("reads-per-minute", "10"), clock);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Window window(Accounts accounts, HandClock clock) {
    return window(accounts, new StoreTime(clock, clock::nanos, "here"));
  }

  private Window window(Accounts accounts, StoreTime time) {
    return StoreTimeTest.window(store, accounts, time);
  }

  private int take(int calls, Priority priority) {
    return taken(calls, priority).admitted();
  }

  private Acquisition taken(int calls, Priority priority) {
    return window.take("read", Collections.nCopies(calls, priority), false, List.of());
  }

  @Test
  void a_full_window_frees_its_calls_one_window_and_margin_later() {
    assertThat(take(4, ALERTS)).isEqualTo(4);
    clock.at(30_000);
    assertThat(take(10, ALERTS)).isEqualTo(6);

    clock.at(60_000);
    assertThat(take(1, ALERTS)).isZero();
    clock.at(FREE - 1);
    assertThat(take(1, ALERTS)).isZero();
    clock.at(FREE);
    assertThat(take(10, ALERTS)).isEqualTo(4);
    clock.at(30_000 + FREE - 1);
    assertThat(take(10, ALERTS)).isZero();
    clock.at(30_000 + FREE);
    assertThat(take(10, ALERTS)).isEqualTo(6);
  }

  @Test
  void says_when_each_waiting_call_has_its_turn() {
    take(4, ALERTS);
    clock.at(30_000);

    Acquisition taken = taken(12, ALERTS);

    assertThat(taken.admitted()).isEqualTo(6);
    long start = HandClock.START.toEpochMilli();
    assertThat(taken.turns()).hasSize(6).noneMatch(Window.Opening::byPause);
    assertThat(taken.turns().subList(0, 4)).allMatch(turn -> turn.atMillis() == start + FREE);
    assertThat(taken.turns().subList(4, 6))
        .allMatch(turn -> turn.atMillis() == start + 30_000 + FREE);
  }

  @Test
  void a_turn_behind_more_calls_than_the_limit_is_a_further_window_away() {
    Acquisition taken = taken(25, ALERTS);

    long start = HandClock.START.toEpochMilli();
    assertThat(taken.turns().get(9).atMillis()).isEqualTo(start + FREE);
    assertThat(taken.turns().get(10).atMillis()).isGreaterThanOrEqualTo(start + 2 * FREE - 200);
  }

  @Test
  void inventory_leaves_a_fifth_to_the_others() {
    assertThat(take(20, INVENTORY)).isEqualTo(8);
    assertThat(take(1, CONFIRM)).isEqualTo(1);
    assertThat(take(1, ALERTS)).isEqualTo(1);
    assertThat(take(1, ALERTS)).isZero();
  }

  @Test
  void whoever_comes_first_in_the_order_is_admitted_first() {
    take(6, ALERTS);

    Acquisition taken =
        window.take(
            "read", List.of(ALERTS, ALERTS, ALERTS, INVENTORY, INVENTORY), false, List.of());

    assertThat(taken.admitted()).isEqualTo(3);
  }

  @Test
  void processes_whose_clocks_differ_share_one_window() {
    HandClock ahead = new HandClock();
    ahead.at(300);
    StoreTime there = new StoreTime(ahead, ahead::nanos, "there");
    Window other = window(BudgetAccounts.with("reads-per-minute", "10"), there);
    Releases releases = new Releases();
    for (int second = 0; second < 200; second++) {
      for (int i = 0; i < 3; i++) {
        clock.at(second * 1000L + i * 10);
        ahead.at(second * 1000L + i * 10 + 300);
        Window one = i % 2 == 0 ? window : other;
        if (one.take("read", List.of(ALERTS), false, List.of()).admitted() == 1) {
          releases.add(second * 1000L + i * 10);
        }
      }
    }

    releases.neverMoreThan(10, Duration.ofMillis(61_200));
    assertThat(releases.count()).isGreaterThanOrEqualTo(40);
  }

  @Test
  void calls_taken_in_advance_count_for_a_whole_window_after_their_last_use() {
    window = window(BudgetAccounts.with("reads-per-minute", "600"), clock);
    Acquisition taken = window.take("read", List.of(ALERTS), true, List.of());
    assertThat(taken.lease()).isEqualTo(12);
    assertThat(taken.leaseUntilMillis() - taken.nowMillis()).isEqualTo(750);

    clock.at(FREE);
    assertThat(take(600, ALERTS)).isEqualTo(588);
    clock.at(750 + 61_500);
    assertThat(take(600, ALERTS)).isZero();
    clock.at(800 + 61_500);
    assertThat(take(600, ALERTS)).isEqualTo(12);
  }

  @Test
  void calls_taken_in_advance_can_be_given_back() {
    window = window(BudgetAccounts.with("reads-per-minute", "600"), clock);
    Acquisition taken = window.take("read", List.of(ALERTS), true, List.of());

    window.giveBack(
        "read", List.of(new Window.UnusedPermits(taken.charged(), taken.leaseBinMillis(), 12)));

    assertThat(take(700, ALERTS)).isEqualTo(599);
  }

  @Test
  void nothing_is_taken_in_advance_of_a_window_that_is_half_full() {
    window = window(BudgetAccounts.with("reads-per-minute", "600"), clock);
    take(299, ALERTS);

    assertThat(window.take("read", List.of(ALERTS), true, List.of()).lease()).isZero();
  }

  @Test
  void a_write_operation_takes_from_both_its_buckets_or_from_none() {
    window = window(BudgetAccounts.with("writes-per-minute", "3"), clock);

    assertThat(resolve(5)).isEqualTo(3);
    assertThat(window.look(List.of("write", "alert-resolve")))
        .extracting(BucketSnapshot::used)
        .containsExactly(3, 3);

    clock.move(Duration.ofMinutes(2));
    window.take("write", Collections.nCopies(3, ALERTS), false, List.of());
    assertThat(resolve(1)).isZero();
    assertThat(window.look(List.of("alert-resolve")))
        .extracting(BucketSnapshot::used)
        .containsExactly(0);
  }

  private int resolve(int calls) {
    return window
        .take("alert-resolve", Collections.nCopies(calls, ALERTS), false, List.of())
        .admitted();
  }

  @Test
  void a_cycle_at_the_limit_takes_no_longer_than_the_limit_allows() {
    Accounts accounts = BudgetAccounts.with("reads-per-minute", "600", "limit-window", "20s");
    window = window(accounts, clock);
    Releases releases = new Releases();
    long start = clock.millis();
    while (releases.count() < 1300) {
      Acquisition taken = taken(Math.min(50, 1300 - releases.count()), ALERTS);
      for (int i = 0; i < taken.admitted(); i++) {
        releases.add(taken.nowMillis());
      }
      long next = taken.turns().isEmpty() ? 20 : taken.turns().get(0).atMillis() - clock.millis();
      clock.move(Duration.ofMillis(next));
    }

    releases.neverMoreThan(600, Duration.ofMillis(20_500));
    assertThat(clock.millis() - start).isLessThan(42_000);
  }

  @Test
  void old_bins_are_deleted() {
    for (int second = 0; second < 600; second++) {
      clock.at(second * 1000L);
      take(1, ALERTS);
    }

    int bins =
        store
            .budgets()
            .read(
                handle ->
                    handle.createQuery("SELECT COUNT(*) FROM budget_bin").mapTo(int.class).one());
    assertThat(bins).isLessThanOrEqualTo(20);
  }

  @Test
  void no_rolling_window_ever_holds_more_than_the_limit() {
    Random random = new Random(7);
    Releases releases = new Releases();
    long now = 0;
    while (now < 250_000) {
      now += random.nextInt(10) == 0 ? random.nextInt(20_000) : random.nextInt(300);
      clock.at(now);
      int admitted = take(1 + random.nextInt(4), random.nextBoolean() ? ALERTS : INVENTORY);
      for (int i = 0; i < admitted; i++) {
        releases.add(now);
      }
    }

    releases.neverMoreThan(10, Duration.ofMillis(61_500));
    assertThat(releases.count()).isGreaterThanOrEqualTo(30);
  }
}
