package dev.caravan.ninox;

import dev.caravan.account.Accounts;
import dev.caravan.call.Names;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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

  /** Whose accounts have such a quota. */
  public static final String VENDOR = "ninox";

  private final Jdbi jdbi;
  private final Accounts accounts;
  private final InstantSource clock;
  private final Map<String, YearMonth> warned = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> unwritten = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "caravan-quota");
            thread.setDaemon(true);
            return thread;
          });

  public CallQuota(Jdbi jdbi, Accounts accounts, InstantSource clock) {
    this.jdbi = jdbi;
    this.accounts = accounts;
    this.clock = clock;
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
          : "%,d calls in %s".formatted(calls, month);
    }
  }

  /** Counts the call that the exchange is about to make. */
  public void count(Exchange exchange) {
    String account = exchange.getVariable(Names.ACCOUNT, String.class);
    AtomicLong waiting = unwritten.computeIfAbsent(account, name -> new AtomicLong());
    if (waiting.getAndIncrement() == 0) {
      timer.schedule(() -> write(account), WRITTEN_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void write(String account) {
    long calls = unwritten.getOrDefault(account, new AtomicLong()).getAndSet(0);
    if (calls == 0) {
      return;
    }
    YearMonth month = month();
    try {
      if (!add(account, month, calls) && !isFirst(account, month, calls)) {
        add(account, month, calls);
      }
      warn(account, month);
    } catch (RuntimeException e) {
      LOG.warn("{} calls of {} could not be counted: {}", calls, account, e.getMessage());
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
    timer.shutdownNow();
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
        calls + unwritten.getOrDefault(account, new AtomicLong()).get(),
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
