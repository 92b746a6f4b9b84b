package dev.caravan.notify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.call.Transport;
import dev.caravan.lock.AlreadyRunning;
import dev.caravan.lock.Lease;
import dev.caravan.lock.SyncLocks;
import dev.caravan.text.PrintableText;
import dev.caravan.text.Redaction;
import dev.caravan.thread.DaemonThreads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.apache.camel.CamelExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what one notify Pipe is to tell, in a thread of its own: nothing waits for it. Of several
 * processes on a store, the one that has the lock sends. What was sent and could not be written
 * down (the process was killed between the two) is sent again, with the same id. Thread-safe.
 */
public final class Notifier implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);

  /** So often it is looked for what other processes have left, and for what waits its time. */
  private static final Duration LOOK = Duration.ofSeconds(15);

  /** Between two tries, then twice as long, … */
  private static final Duration FIRST_REST = Duration.ofMinutes(1);

  private static final Duration LONGEST_REST = Duration.ofMinutes(30);

  /** A request that is cut off at the end of the process takes no longer to say so. */
  private static final Duration LONGEST_END = Duration.ofSeconds(2);

  private final String name;
  private final Concerns concerns;
  private final SyncLocks locks;
  private final NoticeRoute route;
  private final String installation;
  private final Redaction redaction;
  private final LongSupplier nanos;
  private final BiConsumer<String, Boolean> meter;
  private final DueNotices rules = new DueNotices();
  private final Semaphore news = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closed;
  private int failures;
  private long restUntil;

  /** Hands a notice to the Pipe and returns when its sink has taken it. */
  @FunctionalInterface
  public interface NoticeRoute {
    /**
     * @throws Exception when it was not taken
     */
    void send(String notifier, ObjectNode event) throws Exception;
  }

  /**
   * @param name of the notify Pipe, as {@code caravan.notify} has it
   * @param nanos a monotonic clock, in nanoseconds
   * @param meter learns of each try, and whether it was taken
   */
  public Notifier(
      String name,
      Concerns concerns,
      SyncLocks locks,
      NoticeRoute route,
      String installation,
      Redaction redaction,
      LongSupplier nanos,
      BiConsumer<String, Boolean> meter) {
    this.name = name;
    this.concerns = concerns;
    this.locks = locks;
    this.route = route;
    this.installation = installation;
    this.redaction = redaction;
    this.nanos = nanos;
    this.meter = meter;
    this.thread = new DaemonThreads("caravan-notify-" + name).newThread(this::run);
  }

  /** Begins to look for what is to be told. */
  public void start() {
    thread.start();
  }

  /** There may be something new. */
  public void wake() {
    news.release();
  }

  private void run() {
    while (!closed) {
      try {
        round();
        news.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        news.drainPermits();
      } catch (InterruptedException e) {
        // Only the end of it interrupts it.
      }
    }
  }

  /** Tells what is due now, unless a try has failed a short time ago. */
  void round() {
    if (failures > 0 && nanos.getAsLong() - restUntil < 0) {
      return;
    }
    try {
      if (!concerns.due(name, rules).isEmpty()) {
        try (Lease lease = locks.acquire("notify:" + name)) {
          // Another process may have told it before this one had the lock.
          tell(concerns.due(name, rules), lease);
        }
      }
    } catch (AlreadyRunning e) {
      LOG.debug("{} is told by another process", name);
    } catch (RuntimeException e) {
      if (!closed) {
        LOG.debug("What {} is to tell cannot be looked up", name, e);
      }
    }
  }

  private void tell(List<Notice> notices, Lease lease) {
    for (Notice notice : notices) {
      lease.require();
      try {
        route.send(name, NoticeJson.of(notice, installation));
      } catch (Exception e) {
        failed(e);
        return;
      }
      concerns.told(name, notice);
      meter.accept(name, true);
      failures = 0;
    }
  }

  private void failed(Exception failure) {
    if (closed) {
      return;
    }
    meter.accept(name, false);
    Duration rest = FIRST_REST.multipliedBy(1L << Math.min(failures, 10));
    rest = rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST;
    failures++;
    restUntil = nanos.getAsLong() + rest.toNanos();
    LOG.warn(
        "The notify Pipe {} could not tell operators what is wrong: {}; it is tried again in {}"
            + " min",
        name,
        sentence(failure),
        rest.toMinutes());
  }

  private String sentence(Exception failure) {
    Throwable cause = failure;
    while (cause instanceof CamelExecutionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String sentence =
        cause instanceof IllegalStateException
            ? String.valueOf(cause.getMessage())
            : Transport.sentence(cause);
    return PrintableText.line(redaction.clean(sentence));
  }

  /** Does not wait for an answer that is under way. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      if (thread != Thread.currentThread()) {
        thread.join(LONGEST_END.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
