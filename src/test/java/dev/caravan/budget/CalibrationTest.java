package dev.caravan.budget;

import static dev.caravan.budget.Priority.ALERTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.store.Store;
import dev.caravan.time.HandClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {
  private final HandClock clock = new HandClock();
  private Store store;
  private Budget budget;

  @BeforeEach
  void open() {
    store = BudgetStores.inMemory();
    budget =
        new Budget(
            store.budgets(),
            BudgetAccounts.with("limit-window", "60s", "writes-per-minute", "100"),
            clock,
            clock::nanos,
            account -> true);
  }

  @AfterEach
  void close() {
    budget.close();
    store.close();
  }

  static String json(int reads, int readLimit, int writes, int writeLimit) {
    return """
    {"windowSeconds":60,"cutOffRatio":0.9,"oneBucket":false,
     "buckets":{"read":{"count":%d,"limit":%d},
                "write":{"count":%d,"limit":%d},
                "site-create":{"limit":100,"count":0},
                "alert-resolve":{"limit":40,"count":7}}}\
    """
        .formatted(reads, readLimit, writes, writeLimit);
  }

  private BucketUse use(String bucket) {
    return use(budget, bucket);
  }

  private static BucketUse use(Budget budget, String bucket) {
    return budget.use("datto").stream()
        .filter(use -> use.bucket().equals(bucket))
        .findFirst()
        .orElseThrow();
  }

  private void read(int calls) {
    for (int i = 0; i < calls; i++) {
      budget.acquire("datto", "read", ALERTS);
    }
  }

  @Test
  void alone_on_the_account_the_whole_limit_is_ours() {
    read(12);

    assertThat(budget.seed("datto", json(12, 600, 0, 600))).isTrue();

    assertThat(use("read").limit()).isEqualTo(600);
    assertThat(use("read").used()).isEqualTo(12);
  }

  @Test
  void calls_of_other_tools_count_as_sent_just_now() {
    read(12);

    budget.seed("datto", json(212, 600, 0, 600));

    assertThat(use("read").used()).isEqualTo(212);
    clock.at(59_000);
    assertThat(use("read").used()).isBetween(200, 212);
    clock.at(62_300);
    assertThat(use("read").used()).isZero();
  }

  @Test
  void what_is_left_to_other_tools_is_theirs_before_they_take_of_ours() {
    try (Budget careful =
        new Budget(
            store.budgets(),
            BudgetAccounts.with("limit-window", "60s", "reserve", "20%"),
            clock,
            clock::nanos,
            account -> true)) {
      careful.seed("datto", json(100, 600, 0, 600));
      assertThat(use(careful, "read").limit()).isEqualTo(480);
      assertThat(use(careful, "read").used()).isZero();

      careful.seed("datto", json(150, 600, 0, 600));
      assertThat(use(careful, "read").used()).isEqualTo(30);
    }
  }

  @Test
  void calls_of_other_tools_are_not_counted_twice() {
    budget.seed("datto", json(200, 600, 0, 600));
    budget.seed("datto", json(200, 600, 0, 600));

    assertThat(use("read").used()).isEqualTo(200);
  }

  @Test
  void beside_other_tools_we_stay_below_the_cut_off_until_they_are_gone() {
    budget.seed("datto", json(200, 600, 0, 600));
    assertThat(use("read").limit()).isEqualTo(510);

    clock.at(300_000);
    budget.seed("datto", json(0, 600, 0, 600));
    assertThat(use("read").limit()).isEqualTo(600);
  }

  @Test
  void the_lower_of_the_vendors_limit_and_the_operators_holds() {
    budget.seed("datto", json(0, 450, 0, 600));

    assertThat(use("read").limit()).isEqualTo(450);
    assertThat(use("write").limit()).isEqualTo(100);
    assertThat(use("alert-resolve").limit()).isEqualTo(40);
    assertThat(use("alert-resolve").used()).isEqualTo(7);
  }

  @Test
  void a_longer_window_of_the_vendor_lowers_the_limit_in_ours() {
    budget.seed(
        "datto", "{\"windowSeconds\":120,\"buckets\":{\"read\":{\"count\":0,\"limit\":600}}}");

    assertThat(use("read").limit()).isEqualTo(300);
  }

  @Test
  void without_a_write_limit_writes_are_charged_to_the_reads_too() {
    budget.seed("datto", "{\"oneBucket\":true,\"buckets\":{\"read\":{\"count\":0,\"limit\":600}}}");

    budget.acquire("datto", "alert-resolve", ALERTS);

    assertThat(use("read").used()).isEqualTo(1);
    assertThat(use("write").used()).isEqualTo(1);
    assertThat(use("alert-resolve").used()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "<html>",
        "{\"buckets\":{\"read\":{\"limit\":\"many\"}}}",
        "{\"a"
      })
  void an_answer_that_is_none_changes_nothing(String text) {
    read(3);

    assertThat(budget.seed("datto", text)).isFalse();

    assertThat(use("read").used()).isEqualTo(3);
    assertThat(use("read").limit()).isEqualTo(600);
  }
}
