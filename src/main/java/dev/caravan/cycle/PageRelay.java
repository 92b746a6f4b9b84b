package dev.caravan.cycle;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Lets a source read its next page while the last one is worked on, and never reads further ahead:
 * what a cycle holds in memory is two pages. The pages are worked on one after the other. To be
 * used by one reading thread at a time.
 */
final class PageRelay {
  private final ExecutorService worker;
  private @Nullable Future<?> page;

  /**
   * @param worker with one thread
   */
  PageRelay(ExecutorService worker) {
    this.worker = worker;
  }

  /**
   * Hands a page on as soon as the one before is done.
   *
   * @throws Exception what the work on the page before failed with; this one is dropped then
   */
  void hand(Callable<?> work) throws Exception {
    drain();
    page = worker.submit(work);
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
}
