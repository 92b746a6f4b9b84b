package dev.caravan.runtime;

import dev.caravan.account.Account;
import dev.caravan.account.Accounts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads in which sinks write, as many an account as its parallel-calls. */
final class Writers implements AutoCloseable {
  private static final long IDLE_SECONDS = 30;

  private final Map<String, ExecutorService> byAccount = new LinkedHashMap<>();

  Writers(Accounts accounts) {
    accounts.all().forEach(account -> byAccount.put(account.name() + "-writers", pool(account)));
  }

  private static ExecutorService pool(Account account) {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            account.parallelCalls(),
            account.parallelCalls(),
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread =
                  new Thread(task, account.name() + "-writer-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** By bean name: the account's name and {@code -writers}. */
  Map<String, ExecutorService> beans() {
    return byAccount;
  }

  @Override
  public void close() {
    byAccount.values().forEach(ExecutorService::shutdownNow);
  }
}
