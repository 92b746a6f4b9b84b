package dev.caravan.lock;

import dev.caravan.ledger.LockLost;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import net.javacrumbs.shedlock.core.SimpleLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to run one sync, extended in the background until it is closed. Thread-safe.
 *
 * <p>Time is this machine's monotonic clock, taken before the store was asked: the lease ends here
 * before it ends there.
 */
public final class Lease implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

  /** A write to a target is only begun with this much of the lease left. */
  private static final Duration RESERVE = Duration.ofSeconds(5);

  private final String sync;
  private final Duration length;
  private final LongSupplier nanos;
  private final ScheduledFuture<?> extension;
  private SimpleLock lock;
  private long endsNanos;
  private boolean closed;

  Lease(
      String sync,
      SimpleLock lock,
      long askedNanos,
      Duration length,
      LongSupplier nanos,
      ScheduledExecutorService timer) {
    this.sync = sync;
    this.lock = lock;
    this.length = length;
    this.nanos = nanos;
    this.endsNanos = askedNanos + length.toNanos();
    long period = length.dividedBy(3).toMillis();
    this.extension =
        timer.scheduleWithFixedDelay(this::extend, period, period, TimeUnit.MILLISECONDS);
  }

  /**
   * Makes sure that this process may still write for the sync.
   *
   * @throws LockLost when the lease has run out or is about to
   */
  public synchronized void require() {
    if (closed || endsNanos - nanos.getAsLong() < RESERVE.toNanos()) {
      throw new LockLost(
          "The lock of %s could not be kept; this cycle writes nothing more".formatted(sync));
    }
  }

  synchronized void extend() {
    if (closed) {
      return;
    }
    long asked = nanos.getAsLong();
    try {
      Optional<SimpleLock> extended = lock.extend(length, Duration.ZERO);
      if (extended.isPresent()) {
        lock = extended.get();
        endsNanos = asked + length.toNanos();
      } else {
        endsNanos = asked;
        LOG.warn("The lock of {} was taken by another process", sync);
      }
    } catch (RuntimeException | Error e) {
      // A timer drops in silence what has failed once.
      LOG.warn("The lock of {} could not be extended yet: {}", sync, e.getMessage());
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    extension.cancel(false);
    try {
      lock.unlock();
    } catch (RuntimeException e) {
      LOG.warn(
          "The lock of {} could not be released; it runs out by itself: {}", sync, e.getMessage());
    }
  }
}
