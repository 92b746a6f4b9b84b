package dev.caravan.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Processes that start together find one new database. */
@Timeout(120)
class PostgresOpeningTest {
  private static final int PROCESSES = 6;

  @RegisterExtension final PostgresStore server = new PostgresStore();

  @Test
  void one_of_them_makes_the_tables_and_the_others_wait_for_it() throws Exception {
    String database = "anew_" + Long.toHexString(System.nanoTime());
    StoreSettings old = server.settings();
    try (var connection = DriverManager.getConnection(old.url(), old.username(), old.password());
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + database);
    }
    String url = old.url().replaceAll("/caravan_[0-9a-f]+", "/" + database);
    // The URL of the test server names the user itself.
    StoreSettings settings = new StoreSettings(url, "", old.password());
    ExecutorService threads = Executors.newFixedThreadPool(PROCESSES);
    try {
      CountDownLatch together = new CountDownLatch(PROCESSES);
      List<Future<Integer>> opened = new ArrayList<>();
      for (int i = 0; i < PROCESSES; i++) {
        opened.add(
            threads.submit(
                () -> {
                  together.countDown();
                  together.await();
                  try (Store store = Store.open(settings)) {
                    return Schema.LEDGER.version(store.ledger());
                  }
                }));
      }
      for (Future<Integer> one : opened) {
        assertThat(one.get()).isPositive();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
