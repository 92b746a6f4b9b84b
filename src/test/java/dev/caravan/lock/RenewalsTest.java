package dev.caravan.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RenewalsTest {
  @Test
  void a_renewal_that_hangs_delays_no_other_and_is_not_begun_twice() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger begun = new AtomicInteger();
    CountDownLatch others = new CountDownLatch(5);
    try (Renewals renewals = new Renewals()) {
      Runnable end =
          renewals.every(
              Duration.ofMillis(10),
              () -> {
                begun.incrementAndGet();
                await(never);
              });
      renewals.every(Duration.ofMillis(10), others::countDown);
      assertThat(others.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(begun).hasValue(1);
      end.run();
    } finally {
      never.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
