package dev.caravan.sandbox;

import dev.caravan.sandbox.wire.SimulatedAccount;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens at the vendors over time, step by step. What it is follows from the seed.
 * Thread-safe.
 */
public final class Simulation implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Simulation.class);

  private final Collection<SimulatedAccount<?>> accounts;
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "sandbox-simulation");
            thread.setDaemon(true);
            return thread;
          });
  private @Nullable ScheduledFuture<?> running;
  private long steps;

  Simulation(Collection<SimulatedAccount<?>> accounts) {
    this.accounts = accounts;
  }

  /** One step; what has happened, in sentences. */
  public synchronized List<String> tick() {
    steps++;
    return accounts.stream().flatMap(account -> account.happen(steps).stream()).toList();
  }

  /** A timer drops in silence what has failed once. */
  private void tickSafely() {
    try {
      tick();
    } catch (RuntimeException | Error e) {
      LOG.warn("What should have happened in the sandbox just now did not; it goes on", e);
    }
  }

  /** Ticks by itself from now on, once in each such time; zero = stands still. */
  public synchronized void every(Duration pause) {
    if (running != null) {
      running.cancel(false);
      running = null;
    }
    if (!pause.isZero()) {
      running =
          scheduler.scheduleAtFixedRate(
              this::tickSafely, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  public synchronized boolean running() {
    return running != null;
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}
