package dev.caravan.cycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PageRelayTest {
  private final PageWorkers workers = new PageWorkers();
  private final PageRelay relay = new PageRelay(workers, "pages-of-a-test");

  @AfterEach
  void stop() {
    relay.close();
    workers.close();
  }

  @Test
  void a_page_that_waits_behind_another_when_the_sync_stops_is_refused_and_nobody_waits_for_it()
      throws Exception {
    CountDownLatch firstIsDone = new CountDownLatch(1);
    AtomicReference<Exception> refused = new AtomicReference<>();
    relay.hand(() -> firstIsDone.await(10, TimeUnit.SECONDS));
    Thread reader =
        new Thread(
            () -> {
              try {
                relay.hand(() -> true);
                relay.drain();
              } catch (Exception e) {
                refused.set(e);
              }
            });
    reader.start();
    await().atMost(Duration.ofSeconds(5)).until(() -> reader.getState() == Thread.State.WAITING);

    relay.close();
    firstIsDone.countDown();

    await().atMost(Duration.ofSeconds(5)).until(() -> !reader.isAlive());
    assertThat(refused.get())
        .isInstanceOf(CancellationException.class)
        .hasMessageContaining("was not begun");
  }

  @Test
  void the_page_that_is_worked_on_when_the_sync_stops_is_done_and_awaited() throws Exception {
    CountDownLatch mayEnd = new CountDownLatch(1);
    AtomicBoolean done = new AtomicBoolean();
    relay.hand(
        () -> {
          done.set(mayEnd.await(10, TimeUnit.SECONDS));
          return true;
        });
    relay.close();
    mayEnd.countDown();
    relay.drain();

    assertThat(done).isTrue();
  }

  @Test
  void what_a_page_fails_with_is_told_with_the_next_one_which_is_not_begun() throws Exception {
    AtomicBoolean begun = new AtomicBoolean();
    relay.hand(
        () -> {
          throw new IOException("a disk is full");
        });

    assertThatThrownBy(() -> relay.hand(() -> begun.getAndSet(true)))
        .isInstanceOf(IOException.class)
        .hasMessage("a disk is full");
    relay.drain();
    assertThat(begun).isFalse();
  }
}
