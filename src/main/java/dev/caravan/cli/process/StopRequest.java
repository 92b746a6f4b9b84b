package dev.caravan.cli.process;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this process has been asked to end, by SIGTERM or Ctrl-C. The command ends by itself then
 * and the process exits with its code; asked a second time, the process ends at once. Thread-safe.
 */
public final class StopRequest implements AutoCloseable {
  /** Service managers kill after 30 s (Kubernetes) or 90 s (systemd). */
  private static final Duration LONGEST_STOP = Duration.ofSeconds(25);

  private static final Logger LOG = LoggerFactory.getLogger(StopRequest.class);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final List<Runnable> then = new ArrayList<>();
  private @Nullable Signals signals;
  private @Nullable Thread hook;

  private StopRequest() {}

  /** Listens from now on, until it is closed. */
  public static StopRequest listen() {
    StopRequest request = new StopRequest();
    try {
      request.signals = Signals.handle(request::signal);
    } catch (ReflectiveOperationException | LinkageError e) {
      request.hook = new Thread(request::shutDown, "caravan-stop");
      Runtime.getRuntime().addShutdownHook(request.hook);
    }
    return request;
  }

  private void signal() {
    if (isAsked()) {
      Runtime.getRuntime().halt(Outcome.ABORTED.exitCode());
    }
    ask();
  }

  /** Where no signal can be had, the JVM ends when its hooks do. */
  private void shutDown() {
    ask();
    try {
      ended.await(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks the process to end, as a signal does. */
  public void ask() {
    List<Runnable> work;
    synchronized (then) {
      if (isAsked()) {
        return;
      }
      asked.countDown();
      work = List.copyOf(then);
    }
    for (Runnable each : work) {
      try {
        each.run();
      } catch (RuntimeException | Error e) {
        LOG.warn("Not everything was told that the process ends", e);
      }
    }
  }

  public boolean isAsked() {
    return asked.getCount() == 0;
  }

  /** Work that is done when the process is asked to end; at once, if it was already. */
  public void then(Runnable work) {
    synchronized (then) {
      if (!isAsked()) {
        then.add(work);
        return;
      }
    }
    work.run();
  }

  /** Waits until the process is asked to end, at most that long; whether it was. */
  public boolean await(Duration longest) throws InterruptedException {
    return asked.await(longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  public void await() throws InterruptedException {
    asked.await();
  }

  /** A cycle that this cut short says so. */
  public CycleReport explain(CycleReport report) {
    return isAsked() && report.outcome() == Outcome.ABORTED
        ? report.because("stopped by a signal before it was complete; the next cycle goes on")
        : report;
  }

  @Override
  public void close() {
    ended.countDown();
    if (signals != null) {
      signals.close();
    }
    Thread registered = hook;
    if (registered != null && !isAsked()) {
      Runtime.getRuntime().removeShutdownHook(registered);
    }
  }
}
