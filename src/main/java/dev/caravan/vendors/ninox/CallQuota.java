package dev.caravan.vendors.ninox;

import dev.caravan.account.Accounts;
import dev.caravan.call.CallVariables;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the calls of each account in each calendar month (UTC), in the store, and warns when a
 * plan's quota runs out. It refuses nothing: how Ninox treats the call after the last is not known.
 * Calls are written down once a second, because a commit costs as much as a call on this machine; a
 * process that is killed forgets those of its last second. Thread-safe; to be closed before the
 * store.
 */
public final class CallQuota implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CallQuota.class);
  private static final double WARNED_FROM = 0.8;
  private static final long WRITTEN_EVERY_MILLIS = 1000;
  private static final long LONGEST_WRITE_SECONDS = 5;

  /** Whose accounts have such a quota. */
  public static final String VENDOR = "ninox";

  private final Jdbi jdbi;
  private final Accounts accounts;
  private final InstantSource clock;
  private final Map<String, YearMonth> warned = new ConcurrentHashMap<>();
  private final Map<String, Waiting> unwritten = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1,
          task -> {
            Thread thread = new Thread(task, "caravan-quota");
            thread.setDaemon(true);
            return thread;
          });

  public CallQuota(Jdbi jdbi, Accounts accounts, InstantSource clock) {
    this.jdbi = jdbi;
    this.accounts = accounts;
    this.clock = clock;
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Calls that are not in the store yet, and whether the timer is going to write them. */
  private static final class Waiting {
    final AtomicLong calls = new AtomicLong();
    final AtomicBoolean scheduled = new AtomicBoolean();
  }

  /**
   * What an account has used of its month.
   *
   * @param most empty where the operator did not set {@code calls-per-month}
   */
  public record Use(YearMonth month, long calls, OptionalLong most) {
    /** Whether four fifths are used, or more. */
    public boolean isRunningOut() {
      return most.isPresent() && calls >= most.getAsLong() * WARNED_FROM;
    }

    /** What the operator should know of it. */
    public String sentence() {
      if (isRunningOut()) {
        return this
            + "; beyond its plan Ninox may refuse calls: raise the syncs' every, or the plan";
      }
      return most.isPresent()
          ? this
              + ", with a warning from "
              + "%,d on".formatted((long) (WARNED_FROM * most.getAsLong()))
          : this + "; set calls-per-month to the plan's quota to be warned";
    }

    /** For people. */
    @Override
    public String toString() {
      return most.isPresent()
          ? "%,d of %,d calls in %s".formatted(calls, most.getAsLong(), month)
          : "%,d %s in %s".formatted(calls, calls == 1 ? "call" : "calls", month);
    }
  }

  /** Counts the call that the exchange is about to make; never fails it. */
  public void count(Exchange exchange) {
    String account = exchange.getVariable(CallVariables.ACCOUNT, String.class);
    if (!accounts.get(account).vendor().equals(VENDOR)) {
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
      store(account, month, calls);
    } catch (RuntimeException e) {
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
    } catch (RuntimeException e) {
      LOG.debug("What {} has used of its month could not be looked up", account, e);
    }
  }

  private Waiting waiting(String account) {
    return unwritten.computeIfAbsent(account, name -> new Waiting());
  }

  private void store(String account, YearMonth month, long calls) {
    boolean stored =
        add(account, month, calls) || isFirst(account, month, calls) || add(account, month, calls);
    if (!stored) {
      throw new IllegalStateException("the month's count could neither be begun nor raised");
    }
  }

  private void warn(String account, YearMonth month) {
    if (accounts.get(account).optional("calls-per-month").isPresent()
        && !month.equals(warned.get(account))) {
      Use use = use(account);
      if (use.isRunningOut() && !month.equals(warned.put(account, month))) {
        LOG.warn("{} has used {}", account, use.sentence());
      }
    }
  }

  @Override
  public void close() {
    // Not interrupted: that would close the embedded store's file under a write.
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

  /** What an account has used this month. */
  public Use use(String account) {
    YearMonth month = month();
    long calls =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT calls FROM call_quota"
                            + " WHERE account = :account AND cal_month = :month")
                    .bind("account", account)
                    .bind("month", month.toString())
                    .mapTo(Long.class)
                    .findOne()
                    .orElse(0L));
    return new Use(
        month,
        calls + waiting(account).calls.get(),
        accounts
            .get(account)
            .optional("calls-per-month")
            .map(most -> OptionalLong.of(Long.parseLong(most)))
            .orElse(OptionalLong.empty()));
  }

  private boolean add(String account, YearMonth month, long calls) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate(
                        "UPDATE call_quota SET calls = calls + :calls"
                            + " WHERE account = :account AND cal_month = :month")
                    .bind("account", account)
                    .bind("month", month.toString())
                    .bind("calls", calls)
                    .execute()
                > 0);
  }

  /** False when another call was the first of the month a moment ago. */
  private boolean isFirst(String account, YearMonth month, long calls) {
    try {
      return jdbi.withHandle(
          handle ->
              handle
                      .createUpdate(
                          "INSERT INTO call_quota (account, cal_month, calls)"
                              + " VALUES (:account, :month, :calls)")
                      .bind("account", account)
                      .bind("month", month.toString())
                      .bind("calls", calls)
                      .execute()
                  > 0);
    } catch (UnableToExecuteStatementException taken) {
      return false;
    }
  }

  private YearMonth month() {
    return YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
  }
}
