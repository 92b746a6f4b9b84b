package dev.caravan.lock;

import dev.caravan.thread.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs the renewals of leases, each in its time and in a thread of its own: one that hangs in the
 * store delays no other. Thread-safe.
 */
final class Renewals implements AutoCloseable {
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(new DaemonThreads("caravan-lease-timer"));
  private final ExecutorService renewing =
      Executors.newCachedThreadPool(new DaemonThreads("caravan-lease"));

  /**
   * Renews again and again; while one renewal hangs, it is not begun once more.
   *
   * @return ends it
   */
  Runnable every(Duration period, Runnable renewal) {
    AtomicBoolean underWay = new AtomicBoolean();
    ScheduledFuture<?> regular =
        timer.scheduleAtFixedRate(
            () -> {
              if (underWay.compareAndSet(false, true)) {
                begin(renewal, underWay);
              }
            },
            period.toMillis(),
            period.toMillis(),
            TimeUnit.MILLISECONDS);
    return () -> regular.cancel(false);
  }

  /** Never throws: the timer would drop in silence what has failed once. */
  private void begin(Runnable renewal, AtomicBoolean underWay) {
    try {
      renewing.execute(
          () -> {
            try {
              renewal.run();
            } finally {
              underWay.set(false);
            }
          });
    } catch (RuntimeException | Error noThread) {
      underWay.set(false);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    renewing.shutdownNow();
  }
}
