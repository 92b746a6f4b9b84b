package dev.caravan.sandbox;

import dev.caravan.sandbox.atera.AteraVendor;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.sandbox.atera.TicketTruth;
import dev.caravan.sandbox.datto.DattoVendor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Life at the vendors, step by step: at each tick one thing happens at every Datto account, now and
 * then a person works on a ticket. What happens follows from the seed. Thread-safe.
 */
public final class Living implements AutoCloseable {
  /** Every so many ticks a technician comments on the newest open ticket. */
  private static final int COMMENT_EVERY = 12;

  /** Every so many ticks a person closes the oldest open ticket, whatever its alert does. */
  private static final int CLOSE_EVERY = 40;

  private final Sandbox sandbox;
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "sandbox-living");
            thread.setDaemon(true);
            return thread;
          });
  private @Nullable ScheduledFuture<?> running;
  private long ticks;

  Living(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  /** One step; what has happened, in sentences. */
  public synchronized List<String> tick() {
    ticks++;
    List<String> happened = new ArrayList<>();
    sandbox
        .vendors()
        .values()
        .forEach(
            vendor -> {
              if (vendor instanceof DattoVendor datto) {
                happened.add(datto.happen());
              } else if (vendor instanceof AteraVendor atera) {
                person(atera).ifPresent(happened::add);
              }
            });
    return happened;
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
              this::tick, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  public synchronized boolean running() {
    return running != null;
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }

  private Optional<String> person(AteraVendor atera) {
    List<TicketTruth> open = atera.tickets().stream().filter(TicketTruth::open).toList();
    if (open.isEmpty()) {
      return Optional.empty();
    }
    if (ticks % CLOSE_EVERY == 0) {
      TicketTruth oldest = open.get(open.size() - 1);
      atera.person(oldest.id(), new PersonAction.Close());
      return Optional.of("a person closed ticket " + oldest.id());
    }
    if (ticks % COMMENT_EVERY == 0) {
      atera.person(open.get(0).id(), new PersonAction.Comment("I look at it.", false, false));
      return Optional.of("a technician commented on ticket " + open.get(0).id());
    }
    return Optional.empty();
  }
}
