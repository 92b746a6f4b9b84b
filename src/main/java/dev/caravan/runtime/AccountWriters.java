package dev.caravan.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * So many threads of a pool that all accounts share, first come first served: an account whose
 * cycle is over holds none. Thread-safe.
 */
final class AccountWriters extends AbstractExecutorService {
  private final Executor threads;
  private final String account;
  private final int most;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int working;
  private boolean closed;

  /**
   * @param most threads at a time
   */
  AccountWriters(Executor threads, String account, int most) {
    this.threads = threads;
    this.account = account;
    this.most = most;
  }

  @Override
  public void execute(Runnable task) {
    synchronized (this) {
      if (closed) {
        throw new RejectedExecutionException("The writers of %s have ended".formatted(account));
      }
      if (working == most) {
        waiting.add(task);
        return;
      }
      working++;
    }
    boolean begun = false;
    try {
      threads.execute(() -> work(task));
      begun = true;
    } finally {
      if (!begun) {
        end();
      }
    }
  }

  /** What waits goes on in the same thread, whatever a task throws. */
  private void work(Runnable first) {
    Thread.currentThread().setName(account + "-writer");
    for (Runnable task = first; task != null; task = next()) {
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
      }
    }
  }

  private synchronized @Nullable Runnable next() {
    Runnable task = waiting.poll();
    if (task == null) {
      end();
    }
    return task;
  }

  private synchronized void end() {
    working--;
    notifyAll();
  }

  @Override
  public synchronized void shutdown() {
    closed = true;
  }

  @Override
  public synchronized List<Runnable> shutdownNow() {
    closed = true;
    List<Runnable> left = new ArrayList<>(waiting);
    waiting.clear();
    return left;
  }

  @Override
  public synchronized boolean isShutdown() {
    return closed;
  }

  @Override
  public synchronized boolean isTerminated() {
    return closed && working == 0;
  }

  @Override
  public synchronized boolean awaitTermination(long timeout, TimeUnit unit)
      throws InterruptedException {
    long deadline = System.nanoTime() + unit.toNanos(timeout);
    while (!isTerminated()) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }
}
