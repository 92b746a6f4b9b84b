package dev.caravan.budget;

import static dev.caravan.budget.Priority.ALERTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.account.Accounts;
import dev.caravan.store.PostgresStore;
import dev.caravan.store.Store;
import dev.caravan.time.HandClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stores that went back in time, around a window of ten calls in an hour. */
@Timeout(60)
class StorePutBackTest {
  private static final Accounts ACCOUNTS =
      BudgetAccounts.with("reads-per-minute", "10", "limit-window", "3600s");
  private static final Duration FREE = Duration.ofSeconds(3600 + 90 + 6);

  @TempDir Path folder;
  @RegisterExtension final PostgresStore postgres = new PostgresStore();

  private final HandClock clock = new HandClock();

  private Budget process(Store store) {
    return new Budget(store.budgets(), ACCOUNTS, clock, clock::nanos, account -> true, () -> 0);
  }

  private static void call(Budget budget, int calls) {
    for (int i = 0; i < calls; i++) {
      budget.acquire("datto", "read", ALERTS);
    }
  }

  private static void assertFull(Budget budget) {
    assertThat(budget.use("datto"))
        .filteredOn(use -> use.bucket().equals("read"))
        .extracting(BucketUse::left)
        .containsExactly(0);
  }

  /** Of a minute ago by the store's clock, which no test can put forward. */
  private static void age(Store store) {
    store
        .budgets()
        .write(
            handle ->
                handle.execute(
                    "UPDATE budget_account SET store_ms = store_ms - 60000, seen_ms = seen_ms -"
                        + " 60000"));
  }

  /** How people and backups put files back. */
  private enum Copying {
    WITHOUT_TIME,
    WITH_TIME,
    OVER_WHAT_IS_THERE
  }

  @ParameterizedTest
  @EnumSource
  void a_file_that_was_put_back_while_nobody_had_it_open(Copying how) throws IOException {
    callInAProcess(1);
    Path saved = Files.createDirectory(folder.resolve("saved"));
    copy(folder, saved, how);
    try (Store store = BudgetStores.open(saved)) {
      age(store);
    }
    callInAProcess(9);
    clock.move(Duration.ofSeconds(60));
    copy(saved, folder, how);

    try (Store store = BudgetStores.open(folder);
        Budget budget = process(store)) {
      assertFull(budget);
      clock.move(FREE);
      call(budget, 10);
      assertFull(budget);
    }
    callNothingInAProcess();
  }

  private void callNothingInAProcess() {
    try (Store store = BudgetStores.open(folder);
        Budget budget = process(store)) {
      assertFull(budget);
      clock.move(FREE);
    }
    callInAProcess(10);
  }

  private void callInAProcess(int calls) {
    try (Store store = BudgetStores.open(folder);
        Budget budget = process(store)) {
      call(budget, calls);
    }
  }

  private static void copy(Path from, Path to, Copying how) throws IOException {
    if (how != Copying.OVER_WHAT_IS_THERE) {
      for (Path old : files(to)) {
        Files.delete(old);
      }
    }
    for (Path file : files(from)) {
      Path copy = Files.write(to.resolve(file.getFileName()), Files.readAllBytes(file));
      if (how == Copying.WITH_TIME) {
        Files.setLastModifiedTime(copy, FileTime.from(Instant.now().minusSeconds(3600)));
      }
    }
  }

  private static List<Path> files(Path of) throws IOException {
    try (Stream<Path> files = Files.list(of)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void a_file_that_stayed_where_it_was_keeps_its_count_and_no_more() {
    callInAProcess(4);
    callInAProcess(4);
    callInAProcess(2);
    callNothingInAProcess();
  }

  @Test
  void a_server_that_was_started_after_the_last_moment_that_it_knows() {
    try (Budget budget = process(postgres.store())) {
      call(budget, 1);
    }
    postgres
        .store()
        .budgets()
        .write(
            handle ->
                handle.execute(
                    "UPDATE budget_account SET store_ms = CAST(EXTRACT(EPOCH FROM"
                        + " pg_postmaster_start_time()) * 1000 AS BIGINT) - 5000"));

    try (Budget budget = process(postgres.store())) {
      assertFull(budget);
    }
  }

  @Test
  void a_server_that_runs_on_keeps_its_count_and_no_more() {
    try (Budget budget = process(postgres.store())) {
      call(budget, 4);
    }
    try (Budget budget = process(postgres.store())) {
      call(budget, 6);
      assertFull(budget);
    }
  }

  @Test
  void a_store_that_goes_back_under_a_process() {
    try (Budget budget = process(postgres.store())) {
      call(budget, 1);
      clock.move(Duration.ofSeconds(10));
      call(budget, 1);
      goBack("UPDATE budget_account SET latest_ms = latest_ms - 10000");
      assertFull(budget);
      clock.move(FREE);
      call(budget, 1);
      goBack("DELETE FROM budget_account");
      assertFull(budget);
      clock.move(FREE);
      call(budget, 10);
      assertFull(budget);
    }
  }

  private void goBack(String account) {
    postgres
        .store()
        .budgets()
        .write(
            handle -> {
              handle.execute("UPDATE budget_bin SET taken = 0");
              return handle.execute(account);
            });
  }
}
