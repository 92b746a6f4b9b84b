package dev.caravan.budget;

import static dev.caravan.budget.Priority.ALERTS;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.caravan.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A refusal stops the other calls before the store has heard of it. */
@Timeout(60)
class HeldGateTest {
  @TempDir Path folder;

  @Test
  void nobody_is_admitted_while_a_refusal_is_on_its_way_to_the_store() throws Exception {
    try (Store store = BudgetStores.open(folder);
        Budget budget =
            new Budget(
                store.budgets(),
                BudgetAccounts.with("reads-per-minute", "600"),
                Clock.systemUTC(),
                System::nanoTime,
                () -> true,
                () -> 0)) {
      SendPermit admitted = null;
      // Some of them are counted in advance, and would not ask the store.
      for (int i = 0; i < 5; i++) {
        admitted = budget.acquire("datto", "read", ALERTS);
      }
      SendPermit last = admitted;
      CountDownLatch busy = new CountDownLatch(1);
      CountDownLatch free = new CountDownLatch(1);
      CompletableFuture<Integer> writer =
          CompletableFuture.supplyAsync(() -> store.budgets().write(handle -> hold(busy, free)));
      busy.await();
      Thread refused =
          new Thread(
              () -> budget.observe("datto", "read", 429, Map.of("retry-after", "120"), null));
      refused.start();
      await().until(() -> refused.getState() == Thread.State.WAITING);

      CompletableFuture<?> sent = CompletableFuture.supplyAsync(last::renew);
      CompletableFuture<?> next =
          CompletableFuture.supplyAsync(() -> budget.acquire("datto", "read", ALERTS));
      try {
        assertThatThrownBy(() -> sent.get(300, TimeUnit.MILLISECONDS))
            .isInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> next.get(1, TimeUnit.MILLISECONDS))
            .isInstanceOf(TimeoutException.class);
      } finally {
        free.countDown();
      }
      writer.get();
      refused.join();
      assertThatThrownBy(sent::get).hasCauseInstanceOf(RateLimitedUntil.class);
      assertThatThrownBy(next::get).hasCauseInstanceOf(RateLimitedUntil.class);
    }
  }

  private static int hold(CountDownLatch busy, CountDownLatch free) {
    busy.countDown();
    try {
      free.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }
}
