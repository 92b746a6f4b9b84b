package dev.caravan.cli.process;

import dev.caravan.cycle.CycleReport;
import dev.caravan.runtime.CaravanRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs the cycles of every loaded sync, each in a thread of its own, until the process is asked to
 * end.
 */
public final class Schedule {
  private static final Duration LONGEST_STOP = Duration.ofSeconds(22);

  private final CaravanRuntime caravan;
  private final StopRequest stop;
  private final Consumer<CycleReport> listener;

  /**
   * @param listener learns how each cycle ended; one call at a time
   */
  public Schedule(CaravanRuntime caravan, StopRequest stop, Consumer<CycleReport> listener) {
    this.caravan = caravan;
    this.stop = stop;
    this.listener = listener;
  }

  /** Returns when the process was asked to end and no cycle is under way any more. */
  public void runUntilStopped() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (String sync : caravan.syncs().names()) {
      Thread thread = new Thread(() -> cycles(sync), sync);
      threads.add(thread);
      thread.start();
    }
    stop.await();
    caravan.stop();
    long deadline = System.nanoTime() + LONGEST_STOP.toNanos();
    for (Thread thread : threads) {
      thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
    }
  }

  private void cycles(String sync) {
    try {
      boolean ending = stop.isAsked();
      while (!ending) {
        Instant next = Instant.now().plus(caravan.syncs().every(sync));
        CycleReport report = caravan.syncs().run(sync, 0);
        tell(report);
        if (report.resumeAt() != null && report.resumeAt().isAfter(next)) {
          next = report.resumeAt();
        }
        Duration pause = Duration.between(Instant.now(), next);
        ending = stop.await(pause.isNegative() ? Duration.ZERO : pause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A cycle that was cut short by the end of the process is no news. */
  private synchronized void tell(CycleReport report) {
    if (!stop.isAsked()) {
      listener.accept(report);
    }
  }
}
