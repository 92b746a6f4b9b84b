package dev.caravan.budget;

import static dev.caravan.budget.Priority.ALERTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.account.Accounts;
import dev.caravan.store.Store;
import dev.caravan.time.HandClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clocks that are set, or that differ, around a window of ten calls in a minute. */
class StoreTimeTest {
  private static final long FREE = 61_600;

  private final Accounts accounts = BudgetAccounts.with("reads-per-minute", "10");
  private final HandClock clock = new HandClock();
  private final Store file = BudgetStores.inMemory();

  @AfterEach
  void close() {
    file.close();
  }

  static Window window(Store store, Accounts accounts, StoreTime time) {
    BucketPolicy terms = BucketPolicy.of(accounts, "datto");
    BudgetStore budgets = new BudgetStore(store.budgets(), time, terms);
    budgets.open();
    return new Window(budgets, terms, bucket -> true);
  }

  private Window process(InstantSource wall) {
    return window(file, accounts, new StoreTime(wall, clock::nanos, "here"));
  }

  private Window process() {
    return process(clock);
  }

  static int take(Window window, int calls) {
    return window.take("read", Collections.nCopies(calls, ALERTS), false, List.of()).admitted();
  }

  @ParameterizedTest
  @ValueSource(longs = {-86_400, -61, 61, 86_400})
  void a_clock_that_is_set_neither_frees_nor_stops_calls(long seconds) {
    Window window = process();
    take(window, 10);

    clock.set(Duration.ofSeconds(seconds));

    assertThat(take(window, 1)).isZero();
    clock.move(Duration.ofMillis(FREE - 1));
    assertThat(take(window, 1)).isZero();
    clock.move(Duration.ofMillis(1));
    assertThat(take(window, 10)).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(longs = {-86_400, -61, 61, 86_400})
  void a_process_that_begins_with_a_clock_set_otherwise_keeps_the_count_too(long seconds) {
    take(process(), 10);
    clock.set(Duration.ofSeconds(seconds));
    clock.move(Duration.ofMillis(FREE - 1));

    Window later = process();

    assertThat(take(later, 1)).isZero();
    clock.move(Duration.ofMillis(1));
    assertThat(take(later, 10)).isEqualTo(10);
  }

  @Test
  void a_pause_of_all_processes_frees_the_window() {
    take(process(), 10);
    clock.move(Duration.ofHours(1));

    assertThat(take(process(), 10)).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(longs = {-3_600, 3_600})
  void two_processes_of_a_machine_whose_clocks_differ_share_one_window(long seconds) {
    InstantSource wrong = () -> clock.instant().plusSeconds(seconds);
    Window one = process();
    Window other = process(wrong);

    assertThat(take(one, 6)).isEqualTo(6);
    clock.move(Duration.ofSeconds(30));
    assertThat(take(other, 10)).isEqualTo(4);
    assertThat(take(process(wrong), 10)).isZero();
    clock.move(Duration.ofMillis(FREE - 30_000));
    assertThat(take(other, 10)).isEqualTo(6);
    assertThat(take(one, 10)).isZero();
  }

  @Test
  void people_read_a_moment_by_the_clock_as_it_goes_now() {
    StoreTime time = new StoreTime(clock, clock::nanos, "here");
    long then = time.now() + 90_000;
    clock.set(Duration.ofHours(-1));

    assertThat(time.wall(then)).isEqualTo(clock.instant().plusSeconds(90));
  }
}
