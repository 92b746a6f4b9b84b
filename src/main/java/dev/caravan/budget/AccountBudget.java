package dev.caravan.budget;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.caravan.budget.BudgetTransaction.BucketRow;
import dev.caravan.store.Database;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** One account's window, the gates in front of it and what its vendor said. Thread-safe. */
final class AccountBudget {
  private final BucketPolicy terms;
  private final BudgetStore store;
  private final StoreTime time;
  private final Window window;
  private final CalibrationSchedule schedule = new CalibrationSchedule();
  private final Map<String, Gate> gates = new ConcurrentHashMap<>();

  private AccountBudget(
      BucketPolicy terms, BudgetStore store, StoreTime time, Predicate<String> leavesRoom) {
    this.terms = terms;
    this.store = store;
    this.time = time;
    this.window = new Window(store, terms, leavesRoom);
  }

  /**
   * @param alertsAt whether a sync of alerts reads or writes an account of that name
   */
  static AccountBudget open(
      BucketPolicy terms, Database database, StoreTime time, Predicate<String> alertsAt) {
    BudgetStore store = new BudgetStore(database, time, terms);
    store.open();
    boolean alerts = terms.sharing().stream().anyMatch(each -> alertsAt.test(each.name()));
    return new AccountBudget(
        terms, store, time, bucket -> alerts && !terms.limits().inventoryOnly().contains(bucket));
  }

  /** Counts all that the limits allow as called so long ago, for as long as that counts. */
  void fill(long ageMillis) {
    if (ageMillis < terms.spanMillis()) {
      store.locked(
          tx -> {
            tx.fill(tx.now() - ageMillis);
            return true;
          });
    }
  }

  /** The gate of a bucket; buckets that the vendor counts as one share it. */
  Gate gate(String bucket) {
    return gates.computeIfAbsent(
        terms.gate(bucket), name -> new Gate(window, terms, time, name, new OtherGates(name)));
  }

  /** All gates of the account but one. */
  private final class OtherGates implements Rivals {
    private final String bucket;

    OtherGates(String bucket) {
      this.bucket = bucket;
    }

    @Override
    public int moreUrgent(String shared, Priority than, boolean oneBucket) {
      int before = 0;
      for (Gate other : gates.values()) {
        if (!other.bucket().equals(bucket)
            && terms.charged(other.bucket(), oneBucket).contains(shared)) {
          before += other.waiting().moreUrgent(than);
        }
      }
      return before;
    }

    private boolean shares(Gate other) {
      List<String> charged = terms.charged(bucket, false);
      return terms.charged(other.bucket(), false).stream().anyMatch(charged::contains);
    }

    @Override
    public void fewer() {
      if (gates.size() > 1) {
        gates.values().stream()
            .filter(other -> !other.bucket().equals(bucket) && other.waiting().count() > 0)
            .filter(this::shares)
            .forEach(Gate::rivalsChanged);
      }
    }
  }

  /** Whether the vendor counts the calls of both together. */
  boolean sharesKey(AccountBudget other) {
    return terms.key().equals(other.terms.key());
  }

  Collection<Gate> gates() {
    return gates.values();
  }

  /** Whether such an answer makes calls wait, as far as this process knows without the store. */
  boolean mayPause(int status, LimitHints hints) {
    return LimitDecision.pauses(status, hints)
        || (window.troubled() && LimitDecision.isBlock(status, terms.limits()));
  }

  LimitOutcome observe(String bucket, int status, LimitHints hints, DoubleSupplier random) {
    if (status == 429) {
      gate(bucket).figures().countRefusal();
    }
    if (hints.isSilent() && status != 429 && status != 403 && !window.troubled()) {
      return LimitOutcome.FINE;
    }
    return decide(bucket, status, hints, random);
  }

  /** What the token endpoint says holds for every bucket, and says nothing of accepted calls. */
  LimitOutcome observeToken(int status, LimitHints hints, DoubleSupplier random) {
    return decide(null, status, hints, random);
  }

  private LimitOutcome decide(
      @Nullable String bucket, int status, LimitHints hints, DoubleSupplier random) {
    LimitOutcome verdict =
        store.locked(tx -> judge(tx, bucket, status, hints, random.getAsDouble()));
    if (!verdict.equals(LimitOutcome.FINE)) {
      gates.values().forEach(Gate::reconsider);
    }
    return verdict;
  }

  /**
   * @param bucket null for the whole account
   */
  private LimitOutcome judge(
      BudgetTransaction tx, @Nullable String bucket, int status, LimitHints hints, double random) {
    AccountRow row = tx.row();
    List<String> charged = bucket == null ? List.of() : terms.charged(bucket, row.oneBucket());
    Map<String, BucketRow> said = tx.buckets(charged);
    LimitDecision ruling = LimitDecision.on(status, hints, before(tx, charged, said), random);
    long until = tx.now() + ruling.pause().toMillis();
    return switch (ruling.kind()) {
      case NOTHING -> LimitOutcome.FINE;
      case ACCEPTED -> {
        if (bucket == null) {
          yield LimitOutcome.FINE;
        }
        if (row.troubled()) {
          tx.save(row.accepted());
        }
        window.troubled(false);
        yield LimitOutcome.FINE;
      }
      case EXHAUSTED, REFUSED -> {
        boolean refused = ruling.kind() == LimitDecision.Effect.REFUSED;
        AccountRow changed = bucket == null ? row.pausedUntil(until) : row;
        if (refused) {
          boolean sameBurst = tx.now() < pausedUntil(row, charged, said);
          changed = changed.refused(tx.now(), sameBurst);
          window.troubled(true);
          schedule.refused();
        }
        if (!changed.equals(row)) {
          tx.save(changed);
        }
        long longest = Math.max(changed.pausedUntilMillis(), pause(tx, charged, said, until));
        yield new LimitOutcome.PausedUntil(time.wall(longest), refused, ruling.reason());
      }
      case BLOCKED -> {
        AccountRow blocked = row.blocked(tx.now(), until);
        tx.save(blocked);
        window.troubled(true);
        schedule.refused();
        yield new LimitOutcome.Blocked(time.wall(blocked.pausedUntilMillis()), ruling.reason());
      }
    };
  }

  private LimitDecision.Before before(
      BudgetTransaction tx, List<String> charged, Map<String, BucketRow> said) {
    AccountRow row = tx.row();
    Optional<Duration> since =
        row.last429Millis() == 0
            ? Optional.empty()
            : Optional.of(Duration.ofMillis(tx.now() - row.last429Millis()));
    boolean paused = tx.now() < pausedUntil(row, charged, said);
    return new LimitDecision.Before(terms.limits(), since, row.refusals(), paused);
  }

  private static long pausedUntil(
      AccountRow row, List<String> charged, Map<String, BucketRow> said) {
    long until = row.pausedUntilMillis();
    for (String bucket : charged) {
      until = Math.max(until, row(said, bucket).pausedUntilMillis());
    }
    return until;
  }

  private static BucketRow row(Map<String, BucketRow> said, String bucket) {
    return said.getOrDefault(bucket, BucketRow.UNKNOWN);
  }

  private static long pause(
      BudgetTransaction tx, List<String> charged, Map<String, BucketRow> said, long until) {
    long longest = until;
    for (String bucket : charged) {
      BucketRow row = row(said, bucket);
      longest = Math.max(longest, row.pausedUntilMillis());
      tx.save(bucket, new BucketRow(Math.max(until, row.pausedUntilMillis()), row.serverLimit()));
    }
    return longest;
  }

  /** Takes over the vendor's own count; false when the text is not that answer. */
  boolean seed(String json) {
    schedule.done(time.now());
    Optional<ReportedUsage> rate = ReportedUsage.parse(json);
    if (rate.isPresent()) {
      // Before the row is locked: a gate's lock is never waited for behind it.
      Map<String, Integer> notSent =
          rate.get().buckets().keySet().stream().collect(toMap(identity(), this::notSent));
      store.locked(
          tx -> {
            new Calibration(terms).apply(tx, rate.get(), notSent);
            return true;
          });
      gates.values().forEach(Gate::reconsider);
    }
    return rate.isPresent();
  }

  boolean calibrationDue() {
    return terms.limits().reportsUsage() && schedule.claim(time.now());
  }

  List<BucketUse> use() {
    List<String> buckets = store.knownBuckets();
    if (buckets.isEmpty()) {
      return List.of();
    }
    long now = time.now();
    return window.look(buckets).stream().map(tally -> use(tally, now)).toList();
  }

  private BucketUse use(BucketSnapshot tally, long now) {
    List<Gate> charging = chargedTo(tally.bucket());
    int used = Math.max(0, tally.used() - notSent(tally.bucket()));
    boolean paused = now < tally.pausedUntilMillis();
    return new BucketUse(
        tally.bucket(),
        tally.limit(),
        used,
        paused ? 0 : Math.max(0, tally.limit() - used),
        paused,
        sum(charging, gate -> gate.figures().waitedMillis()),
        sum(charging, gate -> gate.figures().refusals()),
        sum(charging, gate -> gate.figures().sent()));
  }

  private int notSent(String bucket) {
    return (int) sum(chargedTo(bucket), Gate::notSent);
  }

  private List<Gate> chargedTo(String bucket) {
    return gates.values().stream()
        .filter(gate -> terms.charged(gate.bucket(), false).contains(bucket))
        .toList();
  }

  private static long sum(Collection<Gate> gates, ToLongFunction<Gate> number) {
    return gates.stream().mapToLong(number).sum();
  }
}
