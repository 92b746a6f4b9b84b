package dev.caravan.budget;

import dev.caravan.account.Accounts;
import dev.caravan.store.Database;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The budgets of all accounts: admits calls so that no vendor's limit is exceeded in any rolling
 * window, by all processes on the store together and across restarts. Accounts with one key share
 * what the store counts, as two processes do; each has its own name and its own figures.
 * Thread-safe. To be closed before the store is.
 */
public final class Budget implements BudgetGate, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Budget.class);

  private final Database store;
  private final Accounts accounts;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final Predicate<String> alertsAt;
  private final DoubleSupplier random;
  private final Map<String, AccountBudget> budgets = new ConcurrentHashMap<>();
  private boolean lookedBack;
  private volatile boolean closed;

  /**
   * @param clock the time that people read; may be set, and may differ from other processes'
   * @param nanos monotonic, by which calls are counted; the same for all processes of a boot
   * @param alertsAt whether an enabled sync of alerts reads or writes an account of that name, so
   *     that inventory must leave them a fifth of its buckets
   */
  public Budget(
      Database store,
      Accounts accounts,
      InstantSource clock,
      LongSupplier nanos,
      Predicate<String> alertsAt) {
    this(store, accounts, clock, nanos, alertsAt, () -> ThreadLocalRandom.current().nextDouble());
  }

  Budget(
      Database store,
      Accounts accounts,
      InstantSource clock,
      LongSupplier nanos,
      Predicate<String> alertsAt,
      DoubleSupplier random) {
    this.store = store;
    this.nanos = nanos;
    this.accounts = accounts;
    this.clock = clock;
    this.alertsAt = alertsAt;
    this.random = random;
  }

  /**
   * Waits until the account and the bucket admit one call of that class. Interruptible; ends within
   * milliseconds of {@link #close()}.
   *
   * @param bucket one of the vendor's; where it counts among others too, all admit it or none
   * @throws RateLimitedUntil at once when a pause would last more than 60 s, or when the window is
   *     so full that the call's turn is more than 60 s and more than a window with two margins away
   * @throws BudgetClosed when the budget is closed or the thread interrupted
   * @throws IllegalArgumentException when there is no such account
   */
  public SendPermit acquire(String account, String bucket, Priority priority) {
    return gate(account, bucket).acquire(priority);
  }

  /** As routes ask, with the priority's word. */
  @Override
  public SendPermit acquire(String account, String bucket, String priority) {
    return acquire(account, bucket, Priority.of(priority));
  }

  /**
   * What an answer of the vendor says of its limits; to be called with every answer. Pauses are
   * kept in the store and hold in all processes.
   *
   * @param bucket the bucket that the call was charged to
   * @param headersLowerCase the answer's headers by lower-case name
   */
  @Override
  public LimitOutcome observe(
      String account,
      String bucket,
      int status,
      Map<String, String> headersLowerCase,
      @Nullable String body) {
    LimitHints hints = LimitHints.read(headersLowerCase, body, clock.instant());
    AccountBudget asked = budget(account);
    return logged(
        account,
        bucket,
        status,
        held(asked, status, hints, () -> asked.observe(bucket, status, hints, random)));
  }

  /** As {@link #observe}, of a token call: what it asks for holds for all buckets. */
  @Override
  public LimitOutcome observeToken(
      String account, int status, Map<String, String> headersLowerCase, @Nullable String body) {
    LimitHints hints = LimitHints.read(headersLowerCase, body, clock.instant());
    AccountBudget asked = budget(account);
    return logged(
        account,
        "all",
        status,
        held(asked, status, hints, () -> asked.observeToken(status, hints, random)));
  }

  /**
   * What may be a refusal stops this process's calls with the same key at once, in memory, until
   * the store says how long the pause is.
   */
  private LimitOutcome held(
      AccountBudget asked, int status, LimitHints hints, Supplier<LimitOutcome> decision) {
    if (!asked.mayPause(status, hints)) {
      return decision.get();
    }
    List<Gate> held =
        budgets.values().stream()
            .filter(asked::sharesKey)
            .flatMap(budget -> budget.gates().stream())
            .toList();
    held.forEach(Gate::hold);
    try {
      return decision.get();
    } finally {
      held.forEach(Gate::release);
    }
  }

  private static LimitOutcome logged(
      String account, String calls, int status, LimitOutcome verdict) {
    if (verdict instanceof LimitOutcome.PausedUntil pause) {
      LOG.warn(
          "{}: {} calls pause until {} after a {}: {}",
          account,
          calls,
          pause.until(),
          status,
          pause.reason());
    } else if (verdict instanceof LimitOutcome.Blocked block) {
      LOG.warn("{}: all calls pause until {}: {}", account, block.until(), block.reason());
    }
    return verdict;
  }

  /**
   * Takes over what the vendor counted: calls of other tools count in our window, and a lower limit
   * of the vendor's replaces ours.
   *
   * @return false when the text is not that answer; then nothing changes
   */
  @Override
  public boolean seed(String account, @Nullable String usageJson) {
    boolean understood = usageJson != null && budget(account).seed(usageJson);
    if (!understood) {
      LOG.warn("{}: the vendor's count of calls cannot be read; our own count goes on", account);
    }
    return understood;
  }

  /**
   * Whether the vendor should be asked for its count now: at the start, every five minutes and
   * after a 429. True for one caller only; true again half a minute later when no {@link #seed}
   * followed. Always false for vendors that do not publish a count.
   */
  @Override
  public boolean calibrationDue(String account) {
    return budget(account).calibrationDue();
  }

  /** The buckets of an account that anything is known of, by name. */
  public List<BucketUse> use(String account) {
    return budget(account).use();
  }

  Gate gate(String account, String bucket) {
    Gate gate = budget(account).gate(bucket);
    if (closed) {
      gate.close();
    }
    return gate;
  }

  private AccountBudget budget(String account) {
    AccountBudget known = budgets.get(account);
    if (known != null) {
      return known;
    }
    lookBack();
    return budgets.computeIfAbsent(account, this::opened);
  }

  private AccountBudget opened(String account) {
    return AccountBudget.open(
        BucketPolicy.of(accounts, account), store, new StoreTime(clock, nanos, Boot.ID), alertsAt);
  }

  /**
   * Before this process counts anything: what a store does not know of that was put back may be all
   * that the limits of each account allow, called right before that.
   */
  private synchronized void lookBack() {
    if (!lookedBack) {
      StorePutBack.ageMillis(store)
          .ifPresent(
              age -> {
                LOG.warn(
                    "The store of the budgets was put back {} s ago; what was called before is not"
                        + " known and counts as all that the limits allow",
                    age / 1000);
                accounts.all().forEach(account -> opened(account.name()).fill(age));
              });
      lookedBack = true;
    }
  }

  /** Ends all waiting and gives back what was taken in advance. */
  @Override
  public void close() {
    closed = true;
    budgets.values().forEach(budget -> budget.gates().forEach(Gate::close));
    StorePutBack.closing(store);
  }
}
