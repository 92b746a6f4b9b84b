package dev.caravan.budget;

import static dev.caravan.budget.Priority.ALERTS;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.caravan.store.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A refusal stops the other calls before the store has heard of it. */
@Timeout(60)
class HeldGateTest {
  @TempDir Path folder;

  private static final Map<String, String> PAUSE = Map.of("retry-after", "120");
  private static final String PAGE = "<html><h1>429 Too Many Requests</h1></html>";

  /** Whatever the answer is by which a vendor says that the next call must wait. */
  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(429, PAUSE, null),
        Arguments.of(429, Map.of(), "{\"retry_after\":120}"),
        Arguments.of(200, PAUSE, PAGE),
        Arguments.of(400, PAUSE, PAGE),
        Arguments.of(403, PAUSE, PAGE),
        Arguments.of(503, PAUSE, PAGE),
        Arguments.of(529, PAUSE, PAGE),
        Arguments.of(503, PAUSE, null),
        Arguments.of(200, Map.of("x-ratelimit-remaining", "0", "x-ratelimit-reset", "120"), "[]"),
        // Datto's block, after a refusal whose pause is over.
        Arguments.of(403, Map.of(), "{}"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void nobody_is_admitted_while_a_refusal_is_on_its_way_to_the_store(
      int status, Map<String, String> headers, @Nullable String body) throws Exception {
    AtomicLong later = new AtomicLong();
    try (Store store = BudgetStores.open(folder);
        Budget budget =
            new Budget(
                store.budgets(),
                BudgetAccounts.with("reads-per-minute", "600"),
                () -> Instant.now().plusSeconds(later.get()),
                () -> System.nanoTime() + TimeUnit.SECONDS.toNanos(later.get()),
                account -> true,
                () -> 0)) {
      if (status == 403 && headers.isEmpty()) {
        budget.observe("datto", "read", 429, Map.of("retry-after", "1"), null);
        later.set(2);
      }
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
      Thread refused = new Thread(() -> budget.observe("datto", "read", status, headers, body));
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
