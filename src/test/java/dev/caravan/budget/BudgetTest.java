package dev.caravan.budget;

import static dev.caravan.budget.Priority.ALERTS;
import static dev.caravan.budget.Priority.INVENTORY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.caravan.account.Account;
import dev.caravan.account.Accounts;
import dev.caravan.store.Store;
import dev.caravan.time.HandClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the budget promises to its callers, by a clock that is moved by hand. */
@Timeout(60)
class BudgetTest {
  private static final Instant START = HandClock.START;

  @TempDir Path folder;
  private final HandClock clock = new HandClock();
  private Store store;
  private Budget budget;

  @BeforeEach
  void open() {
    store = BudgetStores.open(folder);
    budget = process(clock);
  }

  @AfterEach
  void close() {
    budget.close();
    store.close();
  }

  private Budget process(HandClock clock) {
    return new Budget(
        store.budgets(), BudgetAccounts.with(), clock, clock::nanos, account -> true, () -> 0);
  }

  private void acquire(String account, String bucket, int calls) {
    for (int i = 0; i < calls; i++) {
      budget.acquire(account, bucket, ALERTS);
    }
  }

  private LimitOutcome observe(String account, String bucket, int status) {
    return budget.observe(account, bucket, status, Map.of(), null);
  }

  private BucketUse use(String account, String bucket) {
    return budget.use(account).stream()
        .filter(use -> use.bucket().equals(bucket))
        .findFirst()
        .orElseThrow();
  }

  private RateLimitedUntil parked(String account, String bucket) {
    return catchThrowableOfType(
        RateLimitedUntil.class, () -> budget.acquire(account, bucket, ALERTS));
  }

  @Test
  void vendors_with_one_limit_have_one_bucket() {
    acquire("atera", "read", 3);
    acquire("atera", "write", 2);

    assertThat(budget.use("atera")).extracting(BucketUse::bucket).containsExactly("requests");
    assertThat(use("atera", "requests").used()).isEqualTo(5);
    assertThat(use("atera", "requests").left()).isEqualTo(695);
  }

  @Test
  void vendors_with_several_limits_have_a_bucket_for_each() {
    acquire("opsramp", "read", 3);
    acquire("opsramp", "paged-read", 2);

    assertThat(use("opsramp", "read").left()).isEqualTo(497);
    assertThat(use("opsramp", "paged-read").left()).isEqualTo(48);
  }

  @Test
  void a_datto_write_counts_among_all_writes_and_its_own_kind() {
    acquire("datto", "alert-resolve", 4);
    acquire("datto", "write", 1);

    assertThat(use("datto", "alert-resolve").used()).isEqualTo(4);
    assertThat(use("datto", "write").used()).isEqualTo(5);
    assertThat(use("datto", "write").sent()).isEqualTo(5);
  }

  @Test
  void a_call_that_is_held_up_before_it_is_sent_counts_when_it_leaves() {
    SendPermit early = budget.acquire("datto", "read", ALERTS);
    SendPermit quick = budget.acquire("datto", "read", ALERTS);
    quick.renew();
    clock.at(40_000);
    early.renew();

    clock.at(62_000);

    assertThat(use("datto", "read").used()).isEqualTo(1);
    assertThat(use("datto", "read").sent()).isEqualTo(2);
  }

  @Test
  void a_call_that_was_admitted_before_the_vendor_refused_another_one_is_not_sent() {
    SendPermit before = budget.acquire("datto", "read", ALERTS);
    budget.observe("datto", "read", 429, Map.of("retry-after", "90"), null);

    assertThatThrownBy(before::renew).isInstanceOf(RateLimitedUntil.class);
    assertThat(use("datto", "read").used()).isZero();
  }

  @Test
  void inventory_has_the_whole_limit_where_no_alert_can_be_asked_for() {
    try (Budget process =
        new Budget(
            store.budgets(),
            BudgetAccounts.with(),
            clock,
            clock::nanos,
            "opsramp"::equals,
            () -> 0)) {
      for (int i = 0; i < 50; i++) {
        process.acquire("opsramp", "device-page", INVENTORY);
      }
      for (int i = 0; i < 700; i++) {
        process.acquire("atera", "request", INVENTORY);
      }
      assertThat(process.use("opsramp")).extracting(BucketUse::left).containsExactly(0);
      assertThat(process.use("atera")).extracting(BucketUse::left).containsExactly(0);
    }
  }

  @Test
  void two_names_for_one_key_have_one_budget_in_all_processes_and_the_smaller_limit_holds() {
    Accounts twice =
        new Accounts(
            List.of(
                withKey("datto", Map.of("reads-per-minute", "600", "writes-per-minute", "100")),
                withKey("emea", Map.of("reads-per-minute", "40", "writes-per-minute", "100"))));
    Accounts once =
        new Accounts(
            List.of(withKey("west", Map.of("reads-per-minute", "40", "writes-per-minute", "100"))));
    try (Budget here =
            new Budget(store.budgets(), twice, clock, clock::nanos, account -> true, () -> 0);
        Budget there =
            new Budget(store.budgets(), once, clock, clock::nanos, account -> true, () -> 0)) {
      for (int i = 0; i < 15; i++) {
        here.acquire("datto", "read", ALERTS);
        here.acquire("emea", "read", ALERTS);
      }
      for (int i = 0; i < 10; i++) {
        there.acquire("west", "read", ALERTS);
      }

      for (Map.Entry<String, Budget> name :
          Map.of("datto", here, "emea", here, "west", there).entrySet()) {
        BucketUse use = name.getValue().use(name.getKey()).get(0);
        assertThat(use.limit()).isEqualTo(40);
        assertThat(use.used()).isEqualTo(40);
        name.getValue().observe(name.getKey(), "read", 429, Map.of("retry-after", "120"), null);
        assertThatThrownBy(() -> name.getValue().acquire(name.getKey(), "read", ALERTS))
            .isInstanceOf(RateLimitedUntil.class)
            .hasMessageStartingWith(name.getKey() + ": no read call before");
      }
      assertThat(here.use("datto").get(0).sent()).isEqualTo(15);
      assertThat(storedNames()).singleElement().asString().startsWith("datto-rmm/");
    }
  }

  private static Account withKey(String name, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("api-key", "K");
    return new Account(
        name, "datto-rmm", URI.create("http://localhost"), all, BudgetAccounts.limits("datto-rmm"));
  }

  private List<String> storedNames() {
    return store
        .budgets()
        .read(
            handle ->
                handle
                    .createQuery("SELECT account FROM budget_account")
                    .mapTo(String.class)
                    .list());
  }

  @Test
  void an_unknown_account_is_named_in_the_error() {
    assertThatThrownBy(() -> budget.acquire("acme", "read", ALERTS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("acme");
  }

  @Test
  void a_wait_of_more_than_a_minute_parks_at_once() {
    LimitOutcome verdict = budget.observe("datto", "read", 429, Map.of("retry-after", "61"), null);

    assertThat(verdict)
        .isEqualTo(
            new LimitOutcome.PausedUntil(
                START.plusSeconds(61), true, "retry-after asked for 61 s"));
    RateLimitedUntil parked = parked("datto", "read");
    assertThat(parked.until()).isEqualTo(START.plusSeconds(61));
    assertThat(parked).hasMessageContaining("datto: no read call before 2026-03-01T12:01:01Z");
  }

  @Test
  void a_pause_ends_exactly_when_the_vendor_said() {
    budget.observe("datto", "read", 429, Map.of("retry-after", "120"), null);

    clock.at(59_999);
    assertThat(parked("datto", "read").until()).isEqualTo(START.plusSeconds(120));
    clock.at(120_000);
    acquire("datto", "read", 1);
  }

  @Test
  void a_pause_holds_in_other_processes_and_after_a_restart() {
    budget.observe("datto", "read", 429, Map.of("retry-after", "120"), null);

    budget.close();
    budget = process(clock);

    assertThat(parked("datto", "read").until()).isEqualTo(START.plusSeconds(120));
  }

  @Test
  void a_shorter_pause_does_not_end_a_longer_one() {
    budget.observe("datto", "read", 429, Map.of("retry-after", "120"), null);
    LimitOutcome second = budget.observe("datto", "read", 429, Map.of("retry-after", "5"), null);

    assertThat(second).isInstanceOf(LimitOutcome.PausedUntil.class);
    assertThat(((LimitOutcome.PausedUntil) second).until()).isEqualTo(START.plusSeconds(120));
  }

  @Test
  void a_pause_of_reads_leaves_writes_alone() {
    budget.observe("datto", "read", 429, Map.of("retry-after", "120"), null);

    acquire("datto", "write", 1);
    assertThat(use("datto", "read").left()).isZero();
  }

  @Test
  void a_403_after_a_429_blocks_the_whole_account() {
    budget.observe("datto", "read", 429, Map.of("retry-after", "2"), null);
    clock.at(2_000);

    LimitOutcome verdict = observe("datto", "read", 403);

    assertThat(verdict).isInstanceOf(LimitOutcome.Blocked.class);
    assertThat(verdict.refused()).isTrue();
    assertThat(parked("datto", "read").until()).isEqualTo(START.plusSeconds(302));
    assertThat(parked("datto", "alert-resolve").until()).isEqualTo(START.plusSeconds(302));
  }

  @Test
  void a_403_after_an_accepted_call_is_a_matter_of_permissions() {
    budget.observe("datto", "read", 429, Map.of("retry-after", "2"), null);
    clock.at(3_000);
    assertThat(observe("datto", "read", 200)).isEqualTo(LimitOutcome.FINE);

    assertThat(observe("datto", "read", 403)).isEqualTo(LimitOutcome.FINE);
    acquire("datto", "read", 1);
  }

  @Test
  void another_process_knows_a_block_by_the_429_of_the_first() {
    budget.observe("datto", "read", 429, Map.of("retry-after", "2"), null);
    clock.at(2_000);

    try (Budget other = process(clock)) {
      assertThat(other.observe("datto", "read", 403, Map.of(), null))
          .isInstanceOf(LimitOutcome.Blocked.class);
    }
  }

  @Test
  void atera_backs_off_further_with_each_429_until_a_call_is_accepted() {
    assertThat(observe("atera", "read", 429)).extracting("until").isEqualTo(START.plusSeconds(30));
    observe("atera", "write", 429);
    clock.at(30_000);
    assertThat(observe("atera", "read", 429)).extracting("until").isEqualTo(START.plusSeconds(90));
    clock.at(90_000);
    observe("atera", "read", 200);
    assertThat(observe("atera", "read", 429)).extracting("until").isEqualTo(START.plusSeconds(120));
  }

  @Test
  void nothing_left_pauses_the_next_call_although_this_one_was_answered() {
    LimitOutcome verdict =
        budget.observe(
            "opsramp",
            "read",
            200,
            Map.of("x-ratelimit-remaining", "\"0\"", "x-ratelimit-reset", "\"1772366490\""),
            "[]");

    assertThat(verdict.refused()).isFalse();
    assertThat(parked("opsramp", "read").until()).isEqualTo(START.plusSeconds(90));
    acquire("opsramp", "write", 1);
  }

  @Test
  void a_clock_that_steps_back_does_not_prolong_a_pause() {
    budget.observe("datto", "read", 429, Map.of("retry-after", "90"), null);
    clock.set(Duration.ofHours(-1));

    assertThat(parked("datto", "read").until()).isEqualTo(clock.instant().plusSeconds(90));
    clock.move(Duration.ofSeconds(90));
    acquire("datto", "read", 1);
  }

  @Test
  void the_vendor_is_asked_for_its_count_at_the_start_every_five_minutes_and_after_a_429() {
    assertThat(budget.calibrationDue("datto")).isTrue();
    assertThat(budget.calibrationDue("datto")).as("by a second caller").isFalse();
    budget.seed("datto", CalibrationTest.json(0, 600, 0, 600));
    clock.at(299_999);
    assertThat(budget.calibrationDue("datto")).isFalse();
    clock.at(300_000);
    assertThat(budget.calibrationDue("datto")).isTrue();
    budget.seed("datto", CalibrationTest.json(0, 600, 0, 600));
    observe("datto", "read", 429);
    assertThat(budget.calibrationDue("datto")).isTrue();
    assertThat(budget.calibrationDue("datto")).isFalse();
    clock.at(330_000);
    assertThat(budget.calibrationDue("datto")).as("when nobody answered").isTrue();
    assertThat(budget.calibrationDue("atera")).isFalse();
  }
}
