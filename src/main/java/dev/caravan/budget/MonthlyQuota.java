package dev.caravan.budget;

import dev.caravan.account.Account;
import dev.caravan.account.Accounts;
import dev.caravan.store.Database;
import dev.caravan.thread.DaemonThreads;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the calls of each account in each calendar month (UTC), in the store, and warns when a
 * plan's quota runs out; only where the vendor sells calls by the month, which the account key
 * {@code calls-per-month} says. It refuses nothing: what becomes of the call after the last is not
 * known. Calls are written down once a second, because a commit costs as much as a call on this
 * machine; a process that is killed forgets those of its last second. Thread-safe; to be closed
 * before the store.
 */
public final class MonthlyQuota implements AutoCloseable {
  /** The account key of vendors that sell calls by the month: what the plan allows. */
  public static final String KEY = "calls-per-month";

  private static final Logger LOG = LoggerFactory.getLogger(MonthlyQuota.class);
  private static final long WRITTEN_EVERY_MILLIS = 1000;
  private static final long LONGEST_WRITE_SECONDS = 5;

  private final CallsOfMonth written;
  private final Accounts accounts;
  private final Map<String, String> vendors;
  private final InstantSource clock;
  private final Map<String, YearMonth> warned = new ConcurrentHashMap<>();
  private final Map<String, Waiting> unwritten = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, new DaemonThreads("caravan-quota"));

  /**
   * @param vendors the names for people of those vendors that have the key, by id
   */
  public MonthlyQuota(
      Database store, Accounts accounts, Map<String, String> vendors, InstantSource clock) {
    this.written = new CallsOfMonth(store);
    this.accounts = accounts;
    this.vendors = Map.copyOf(vendors);
    this.clock = clock;
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Calls that are not in the store yet, and whether the timer is going to write them. */
  private static final class Waiting {
    final AtomicLong calls = new AtomicLong();
    final AtomicBoolean scheduled = new AtomicBoolean();
  }

  /** Counts a call that is about to be made for that account; never fails it. */
  public void count(String account) {
    if (!vendors.containsKey(accounts.get(account).vendor())) {
      return;
    }
    Waiting waiting = waiting(account);
    waiting.calls.incrementAndGet();
    if (waiting.scheduled.compareAndSet(false, true)) {
      try {
        timer.schedule(() -> write(account), WRITTEN_EVERY_MILLIS, TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException closed) {
        // The last call under way when Caravan ends.
        write(account);
      }
    }
  }

  /** Writes the account's calls down; what the store does not take waits for the next time. */
  void write(String account) {
    Waiting waiting = waiting(account);
    waiting.scheduled.set(false);
    long calls = waiting.calls.getAndSet(0);
    if (calls == 0) {
      return;
    }
    YearMonth month = month();
    try {
      written.add(account, month, calls);
    } catch (RuntimeException | Error e) {
      waiting.calls.addAndGet(calls);
      LOG.warn(
          "{} calls of {} could not be written down; they are with the next: {}",
          calls,
          account,
          e.getMessage());
      return;
    }
    try {
      warn(account, month);
    } catch (RuntimeException | Error e) {
      LOG.debug("What {} has used of its month could not be looked up", account, e);
    }
  }

  private void warn(String account, YearMonth month) {
    if (accounts.get(account).optional(KEY).isPresent() && !month.equals(warned.get(account))) {
      use(account)
          .filter(QuotaUse::isRunningOut)
          .filter(use -> !month.equals(warned.put(account, month)))
          .ifPresent(use -> LOG.warn("{} has used {}", account, use.sentence()));
    }
  }

  @Override
  public void close() {
    timer.shutdown();
    try {
      if (!timer.awaitTermination(LONGEST_WRITE_SECONDS, TimeUnit.SECONDS)) {
        LOG.debug("The store is still taking the calls of the last second");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    unwritten.keySet().forEach(this::write);
  }

  /** What an account has used this month; empty where its vendor sells no calls by the month. */
  public Optional<QuotaUse> use(String name) {
    Account account = accounts.get(name);
    YearMonth month = month();
    return Optional.ofNullable(vendors.get(account.vendor()))
        .map(
            vendor ->
                new QuotaUse(
                    vendor,
                    month,
                    written.of(name, month) + waiting(name).calls.get(),
                    account
                        .optional(KEY)
                        .map(most -> OptionalLong.of(Long.parseLong(most)))
                        .orElse(OptionalLong.empty())));
  }

  private Waiting waiting(String account) {
    return unwritten.computeIfAbsent(account, name -> new Waiting());
  }

  private YearMonth month() {
    return month(clock.instant());
  }

  private static YearMonth month(Instant at) {
    return YearMonth.from(at.atOffset(ZoneOffset.UTC));
  }
}
