package dev.caravan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What transactions do on every store. */
@Timeout(60)
abstract class DatabaseContract {
  /** More than there are connections. */
  private static final int MANY = 40;

  @RegisterExtension final TestStore store;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  DatabaseContract(TestStore store) {
    this.store = store;
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private static int insert(Handle handle, String name) {
    return handle.execute("INSERT INTO sync (name, last_cycle, last_step) VALUES (?, 0, 0)", name);
  }

  private static int count(Handle handle) {
    return handle.createQuery("SELECT COUNT(*) FROM sync").mapTo(int.class).one();
  }

  private int written() {
    return store.ledger().read(DatabaseContract::count);
  }

  @Test
  void work_within_work_is_one_transaction() {
    assertThatThrownBy(
            () ->
                store
                    .ledger()
                    .write(
                        outer -> {
                          insert(outer, "outer");
                          store.ledger().write(inner -> insert(inner, "inner"));
                          assertThat(written()).isEqualTo(2);
                          throw new IllegalStateException("in the end");
                        }))
        .hasMessage("in the end");
    assertThat(written()).isZero();
  }

  @Test
  void after_a_statement_that_fails_nothing_is_left_and_the_next_transaction_works() {
    assertThatThrownBy(
            () ->
                store
                    .ledger()
                    .write(
                        handle -> {
                          insert(handle, "one");
                          return insert(handle, "one");
                        }))
        .isInstanceOf(JdbiException.class);
    assertThat(written()).isZero();
    store.ledger().write(handle -> insert(handle, "one"));
    assertThat(written()).isEqualTo(1);
  }

  @Test
  void however_many_come_at_once_each_gets_its_turn() throws Exception {
    CountDownLatch all = new CountDownLatch(MANY);
    List<Future<Integer>> results = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      String name = "sync-" + i;
      results.add(
          threads.submit(
              () -> {
                all.countDown();
                all.await();
                store.ledger().write(handle -> insert(handle, name));
                return written();
              }));
    }
    for (Future<Integer> result : results) {
      assertThat(result.get()).isPositive();
    }
    assertThat(written()).isEqualTo(MANY);
  }

  @Test
  void a_budget_does_not_wait_behind_pages_that_are_being_written() throws Exception {
    CountDownLatch under = new CountDownLatch(1);
    CountDownLatch counted = new CountDownLatch(1);
    List<Future<Integer>> pages = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      String name = "sync-" + i;
      pages.add(
          threads.submit(
              () ->
                  store
                      .ledger()
                      .write(
                          handle -> {
                            int rows = insert(handle, name);
                            under.countDown();
                            await(counted);
                            return rows;
                          })));
    }
    under.await();
    int rows =
        store
            .budgets()
            .write(handle -> handle.execute("INSERT INTO budget_account (account) VALUES ('a')"));
    counted.countDown();
    assertThat(rows).isEqualTo(1);
    for (Future<Integer> page : pages) {
      assertThat(page.get()).isEqualTo(1);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
