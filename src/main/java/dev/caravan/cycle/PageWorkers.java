package dev.caravan.cycle;

import dev.caravan.thread.DaemonThreads;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The threads that work on pages while the next ones are read, one for each cycle under way; idle
 * ones end after a minute. Not Camel's: once shut down, those drop in silence what they are given,
 * and who waits for it waits for ever. Thread-safe.
 */
public final class PageWorkers implements AutoCloseable {
  private final ExecutorService threads =
      Executors.newCachedThreadPool(new DaemonThreads("caravan-pages"));

  /**
   * Begins that work in a thread of that name.
   *
   * @throws java.util.concurrent.RejectedExecutionException when this was closed
   */
  Future<?> begin(String name, Callable<?> work) {
    return threads.submit(
        () -> {
          Thread.currentThread().setName(name);
          return work.call();
        });
  }

  /** What is worked on goes on to its end; nothing else begins. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
