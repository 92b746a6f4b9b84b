package dev.caravan.cli;

import dev.caravan.cycle.CycleReport;
import dev.caravan.runtime.CaravanRuntime;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs the cycles of every loaded sync, each in a thread of its own, until the process is told to
 * stop.
 */
final class Schedule {
  private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

  private final CaravanRuntime caravan;
  private final PrintWriter out;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();

  Schedule(CaravanRuntime caravan, PrintWriter out) {
    this.caravan = caravan;
    this.out = out;
  }

  /** Returns when the process was told to stop and everything has stopped. */
  void runUntilStopped() throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    Thread hook = new Thread(() -> stop(stopped), "caravan-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    for (String sync : caravan.syncs().names()) {
      Thread thread = new Thread(() -> cycles(sync), sync);
      threads.add(thread);
      thread.start();
    }
    stopped.await();
  }

  /** Waiting calls are woken first, then the cycles end, then what they stand on is closed. */
  private void stop(CountDownLatch stopped) {
    stopping.countDown();
    caravan.stopWaiting();
    long deadline = System.nanoTime() + LONGEST_STOP.toNanos();
    for (Thread thread : threads) {
      try {
        TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, deadline - System.nanoTime()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    caravan.close();
    stopped.countDown();
  }

  private void cycles(String sync) {
    try {
      boolean stop = false;
      while (!stop) {
        Instant next = Instant.now().plus(caravan.syncs().every(sync));
        CycleReport report = caravan.syncs().run(sync, 0);
        if (stopping.getCount() > 0) {
          print(CycleLine.of(report, caravan.budgets(sync)));
        }
        if (report.resumeAt() != null && report.resumeAt().isAfter(next)) {
          next = report.resumeAt();
        }
        long millis = Duration.between(Instant.now(), next).toMillis();
        stop = stopping.await(Math.max(0, millis), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void print(String line) {
    out.println(line);
    out.flush();
  }
}
