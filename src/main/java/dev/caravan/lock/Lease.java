package dev.caravan.lock;

import dev.caravan.ledger.LockLost;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import net.javacrumbs.shedlock.core.SimpleLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to run one sync, extended in the background until it is closed. Thread-safe; whoever
 * asks for it never waits for the store.
 *
 * <p>It counts from before the store was asked, so that it ends here before it ends there, and by
 * two clocks: the monotonic one stands still while a machine is suspended, the wall clock may be
 * set. Whichever says so first ends it.
 */
public final class Lease implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

  /** A write to a target is only begun while more than this part of the lease is left. */
  private static final int RESERVE = 6;

  private final String sync;
  private final Duration length;
  private final LongSupplier nanos;
  private final InstantSource clock;
  private final Object storeOrder = new Object();
  private SimpleLock lock;
  private volatile Runnable renewals = () -> {};
  private volatile Limit limit;
  private volatile boolean closed;
  private boolean lost;

  /** When the lease was asked for, by both clocks. */
  record Limit(long askedNanos, Instant askedAt) {
    static Limit now(LongSupplier nanos, InstantSource clock) {
      return new Limit(nanos.getAsLong(), clock.instant());
    }

    boolean isOver(Duration after, LongSupplier nanos, InstantSource clock) {
      return nanos.getAsLong() - askedNanos >= after.toNanos()
          || !clock.instant().isBefore(askedAt.plus(after));
    }
  }

  Lease(
      String sync,
      SimpleLock lock,
      Limit limit,
      Duration length,
      LongSupplier nanos,
      InstantSource clock) {
    this.sync = sync;
    this.lock = lock;
    this.limit = limit;
    this.length = length;
    this.nanos = nanos;
    this.clock = clock;
  }

  /**
   * Makes sure that this process may still write for the sync.
   *
   * @throws LockLost when the lease has run out or is about to
   */
  public void require() {
    if (closed || limit.isOver(length.minus(length.dividedBy(RESERVE)), nanos, clock)) {
      throw new LockLost(
          "The lock of %s could not be kept; this cycle writes nothing more".formatted(sync));
    }
  }

  /**
   * @param end ends its renewals, once it is closed
   */
  void renewed(Runnable end) {
    renewals = end;
  }

  /** Asks the store for as much time again; may take as long as the store does. */
  void extend() {
    synchronized (storeOrder) {
      if (closed || lost) {
        return;
      }
      Limit asked = Limit.now(nanos, clock);
      try {
        Optional<SimpleLock> extended = lock.extend(length, Duration.ZERO);
        if (extended.isPresent()) {
          lock = extended.get();
          limit = asked;
        } else {
          limit = new Limit(asked.askedNanos() - length.toNanos(), asked.askedAt().minus(length));
          lost = true;
          LOG.warn("The lock of {} ran out, or was taken by another process", sync);
        }
      } catch (RuntimeException | Error e) {
        // A timer drops in silence what has failed once.
        LOG.warn("The lock of {} could not be extended yet: {}", sync, e.getMessage());
      }
    }
  }

  @Override
  public void close() {
    renewals.run();
    synchronized (storeOrder) {
      if (closed) {
        return;
      }
      closed = true;
      if (lost) {
        return;
      }
      try {
        lock.unlock();
      } catch (RuntimeException e) {
        LOG.warn(
            "The lock of {} could not be released; it runs out by itself: {}",
            sync,
            e.getMessage());
      }
    }
  }
}
