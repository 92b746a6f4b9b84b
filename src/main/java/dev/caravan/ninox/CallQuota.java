package dev.caravan.ninox;

import dev.caravan.account.Account;
import dev.caravan.account.Accounts;
import dev.caravan.call.Names;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the calls of each account in each calendar month (UTC), in the store, and warns when a
 * plan's quota runs out. It refuses nothing: how Ninox treats the call after the last is not known.
 * Thread-safe.
 */
public final class CallQuota {
  private static final Logger LOG = LoggerFactory.getLogger(CallQuota.class);
  private static final double WARNED_FROM = 0.8;

  /** Whose accounts have such a quota. */
  public static final String VENDOR = "ninox";

  private final Jdbi jdbi;
  private final Accounts accounts;
  private final InstantSource clock;
  private final Map<String, YearMonth> warned = new ConcurrentHashMap<>();

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
    Account account = accounts.get(exchange.getVariable(Names.ACCOUNT, String.class));
    YearMonth month = month();
    if (!add(account.name(), month) && !isFirst(account.name(), month)) {
      add(account.name(), month);
    }
    if (account.optional("calls-per-month").isPresent()
        && !month.equals(warned.get(account.name()))) {
      Use use = use(account.name());
      if (use.isRunningOut() && !month.equals(warned.put(account.name(), month))) {
        LOG.warn("{} has used {}", account.name(), use.sentence());
      }
    }
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
        calls,
        accounts
            .get(account)
            .optional("calls-per-month")
            .map(most -> OptionalLong.of(Long.parseLong(most)))
            .orElse(OptionalLong.empty()));
  }

  private boolean add(String account, YearMonth month) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate(
                        "UPDATE call_quota SET calls = calls + 1"
                            + " WHERE account = :account AND cal_month = :month")
                    .bind("account", account)
                    .bind("month", month.toString())
                    .execute()
                > 0);
  }

  /** False when another call was the first of the month a moment ago. */
  private boolean isFirst(String account, YearMonth month) {
    try {
      return jdbi.withHandle(
          handle ->
              handle
                      .createUpdate(
                          "INSERT INTO call_quota (account, cal_month, calls)"
                              + " VALUES (:account, :month, 1)")
                      .bind("account", account)
                      .bind("month", month.toString())
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
