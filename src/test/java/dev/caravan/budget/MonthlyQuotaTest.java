package dev.caravan.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.caravan.account.Account;
import dev.caravan.account.Accounts;
import dev.caravan.store.Store;
import dev.caravan.store.StoreSettings;
import dev.caravan.time.HandClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No call of the month is forgotten while the process lives, and counting never fails a call. */
class MonthlyQuotaTest {
  private static final String ACCOUNT = "ninox";

  @TempDir Path folder;
  private final HandClock clock = new HandClock(Instant.parse("2026-11-20T12:00:00Z"));
  private Store store;
  private MonthlyQuota quota;

  @BeforeEach
  void open() {
    store = Store.open(StoreSettings.of("jdbc:sqlite:" + folder.resolve("store.db")));
    quota = quota();
  }

  @AfterEach
  void close() {
    quota.close();
    store.close();
  }

  private MonthlyQuota quota() {
    Accounts accounts =
        new Accounts(List.of(account(ACCOUNT, "ninox"), account("other", "by-the-minute")));
    return new MonthlyQuota(store.budgets(), accounts, Map.of("ninox", "Ninox"), clock);
  }

  private static Account account(String name, String vendor) {
    return new Account(name, vendor, URI.create("http://127.0.0.1:1"), Map.of());
  }

  private void count(int calls) {
    for (int i = 0; i < calls; i++) {
      quota.count(ACCOUNT);
    }
  }

  private long writtenDown() {
    return quota().use(ACCOUNT).orElseThrow().calls();
  }

  private void rename(String from, String to) {
    store
        .budgets()
        .write(handle -> handle.execute("ALTER TABLE %s RENAME TO %s".formatted(from, to)));
  }

  @Test
  void calls_that_the_store_did_not_take_are_written_down_with_the_next() {
    rename("call_quota", "elsewhere");
    count(3);
    quota.write(ACCOUNT);
    rename("elsewhere", "call_quota");
    assertThat(quota.use(ACCOUNT).orElseThrow().calls()).isEqualTo(3);

    count(2);
    quota.close();

    assertThat(writtenDown()).isEqualTo(5);
  }

  @Test
  void the_calls_of_a_vendor_that_sells_none_by_the_month_are_not_counted() {
    quota.count("other");
    assertThat(quota.use("other")).isEmpty();
  }

  @Test
  void a_call_that_is_made_after_the_end_is_counted_as_long_as_there_is_a_store() {
    count(1);
    quota.close();
    count(1);
    assertThat(writtenDown()).isEqualTo(2);

    store.close();
    assertThatCode(() -> count(1)).doesNotThrowAnyException();
  }
}
