package dev.caravan.cycle;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Works on pages one after the other while whoever brings them takes up the next one, and never
 * goes further ahead: it holds one page in memory, and another one waits. To be used by one thread
 * at a time.
 */
final class PageRelay implements AutoCloseable {
  private final PageWorkers workers;
  private final String name;
  private volatile boolean closed;

  /** Volatile, for a reading may go on in another thread than it began in. */
  private volatile @Nullable Future<?> page;

  /**
   * @param name of the thread that works on the pages
   */
  PageRelay(PageWorkers workers, String name) {
    this.workers = workers;
    this.name = name;
  }

  /**
   * Hands a page on as soon as the one before is done.
   *
   * @throws CancellationException when this was closed meanwhile; nothing of the page is done then
   * @throws Exception what the work on the page before failed with; this one is dropped then
   */
  void hand(Callable<?> work) throws Exception {
    drain();
    if (closed) {
      throw stopped();
    }
    try {
      page = workers.begin(name, work);
    } catch (RejectedExecutionException all) {
      throw stopped();
    }
  }

  private static CancellationException stopped() {
    return new CancellationException(
        "The sync was stopped; this page was not begun and is left to the next cycle");
  }

  /**
   * Waits until the page that was handed on is done, whoever interrupts: a cycle never ends while
   * its writes are on their way, and they end by themselves when Caravan stops.
   *
   * @throws Exception what the work on it failed with
   */
  void drain() throws Exception {
    Future<?> last = page;
    page = null;
    boolean interrupted = false;
    try {
      while (last != null) {
        try {
          last.get();
          last = null;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw e.getCause() instanceof Exception reason ? reason : e;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The page that is worked on goes on to its end; no other begins. */
  @Override
  public void close() {
    closed = true;
  }
}
