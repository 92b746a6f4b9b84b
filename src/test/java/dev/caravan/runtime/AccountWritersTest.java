package dev.caravan.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AccountWritersTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AccountWriters writers = new AccountWriters(threads, "atera", 3);
  private final Semaphore go = new Semaphore(0);
  private final AtomicInteger now = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  private void write() {
    most.accumulateAndGet(now.incrementAndGet(), Math::max);
    go.acquireUninterruptibly();
    now.decrementAndGet();
  }

  @Test
  void so_many_write_at_a_time_and_the_others_follow() throws Exception {
    List<? extends Future<?>> all =
        IntStream.range(0, 10).mapToObj(i -> writers.submit(this::write)).toList();
    await().untilAtomic(now, org.hamcrest.Matchers.is(3));
    go.release(10);
    for (Future<?> each : all) {
      each.get(10, TimeUnit.SECONDS);
    }
    assertThat(most).hasValue(3);
  }

  @Test
  void what_fails_holds_no_place() throws Exception {
    for (int i = 0; i < 10; i++) {
      writers.execute(
          () -> {
            throw new StackOverflowError();
          });
    }
    assertThat(writers.submit(() -> "written").get(10, TimeUnit.SECONDS)).isEqualTo("written");
  }

  @Test
  void what_is_under_way_at_the_end_is_awaited_and_nothing_else_begins() throws Exception {
    IntStream.range(0, 4).forEach(i -> writers.submit(this::write));
    await().untilAtomic(now, org.hamcrest.Matchers.is(3));
    assertThat(writers.shutdownNow()).hasSize(1);
    assertThatThrownBy(() -> writers.submit(this::write))
        .isInstanceOf(RejectedExecutionException.class);
    assertThat(writers.awaitTermination(1, TimeUnit.MILLISECONDS)).isFalse();
    go.release(3);
    assertThat(writers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }
}
