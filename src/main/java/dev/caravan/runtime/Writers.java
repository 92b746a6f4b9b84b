package dev.caravan.runtime;

import dev.caravan.account.Accounts;
import dev.caravan.thread.DaemonThreads;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads in which sinks write, as many an account as its parallel-calls, all of one pool. */
final class Writers implements AutoCloseable {
  private static final long IDLE_SECONDS = 10;

  private final ExecutorService threads =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          new DaemonThreads("caravan-writer"));

  private final Map<String, ExecutorService> byAccount = new LinkedHashMap<>();

  Writers(Accounts accounts) {
    accounts
        .all()
        .forEach(
            account ->
                byAccount.put(
                    account.name() + "-writers",
                    new AccountWriters(threads, account.name(), account.parallelCalls())));
  }

  /** By bean name: the account's name and {@code -writers}. */
  Map<String, ExecutorService> beans() {
    return byAccount;
  }

  @Override
  public void close() {
    byAccount.values().forEach(ExecutorService::shutdownNow);
    threads.shutdownNow();
  }
}
