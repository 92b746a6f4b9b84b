package dev.caravan.cycle;

import dev.caravan.account.Accounts;
import dev.caravan.call.CallVariables;
import dev.caravan.call.RequestCounts;
import dev.caravan.ledger.Ledger;
import dev.caravan.lock.AlreadyRunning;
import dev.caravan.lock.Lease;
import dev.caravan.lock.SyncLocks;
import dev.caravan.paging.Pages;
import dev.caravan.text.UrlText;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one cycle from its lock to its report. Thread-safe; cycles of different syncs run side by
 * side.
 */
public final class CycleRunner {
  private static final Logger LOG = LoggerFactory.getLogger(CycleRunner.class);

  private final Ledger ledger;
  private final SyncLocks locks;
  private final Accounts accounts;
  private final CycleHooks hooks;
  private final Function<String, Map<String, RequestCounts>> requests;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final Consumer<String> asked;
  private final Reports reports;
  private final ProducerTemplate template;

  /**
   * @param requests what this process has asked of the accounts at both ends of a sync, for that
   *     sync, source first
   * @param nanos a monotonic clock, in nanoseconds
   * @param asked is told each account that somebody asks for a cycle of
   */
  public CycleRunner(
      Ledger ledger,
      SyncLocks locks,
      Accounts accounts,
      CycleHooks hooks,
      Function<String, Map<String, RequestCounts>> requests,
      InstantSource clock,
      LongSupplier nanos,
      Consumer<String> asked,
      ProducerTemplate template) {
    this.ledger = ledger;
    this.locks = locks;
    this.accounts = accounts;
    this.hooks = hooks;
    this.requests = requests;
    this.clock = clock;
    this.nanos = nanos;
    this.asked = asked;
    this.reports = new Reports(clock);
    this.template = template;
  }

  CycleReport run(CycleConsumer steps, CycleKind kind, int acceptCloses) {
    String sync = steps.getEndpoint().sync();
    Instant startedAt = clock.instant();
    requests.apply(sync).keySet().forEach(asked);
    if (kind == CycleKind.PLAN) {
      long number = ledger.lastCycle(sync) + 1;
      return pass(steps, new Cycle(sync, number, startedAt, kind, null, acceptCloses));
    }
    try (Lease lease = locks.acquire(sync)) {
      long number = ledger.begin(sync);
      return pass(steps, new Cycle(sync, number, startedAt, kind, lease, acceptCloses));
    } catch (RuntimeException | Error e) {
      return none(steps.getEndpoint(), kind, startedAt, e);
    }
  }

  /** The same for a schedule, where the cycle is due. */
  CycleTurn turn(CycleConsumer steps) {
    CycleEndpoint endpoint = steps.getEndpoint();
    Instant startedAt = clock.instant();
    long begun = nanos.getAsLong();
    try {
      // Before the lock is asked for: a process that stands by costs the store one read.
      Optional<CycleTurn> early = early(endpoint);
      if (early.isPresent()) {
        return early.get();
      }
      try (Lease lease = locks.acquire(endpoint.sync())) {
        early = early(endpoint);
        if (early.isPresent()) {
          return early.get();
        }
        long number = ledger.beginTurn(endpoint.sync());
        begun = nanos.getAsLong();
        Cycle cycle = new Cycle(endpoint.sync(), number, startedAt, CycleKind.SYNC, lease, 0);
        return new CycleTurn.Ran(pass(steps, cycle), begun);
      }
    } catch (AlreadyRunning e) {
      return new CycleTurn.HeldElsewhere(String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      return new CycleTurn.Ran(none(endpoint, CycleKind.SYNC, startedAt, e), begun);
    }
  }

  private Optional<CycleTurn> early(CycleEndpoint endpoint) {
    Duration rest = ledger.untilTurn(endpoint.sync(), endpoint.getEvery());
    return rest.isZero() ? Optional.empty() : Optional.of(new CycleTurn.NotDue(rest));
  }

  /** Running elsewhere, or a store that fails: no page was read. */
  private CycleReport none(
      CycleEndpoint endpoint, CycleKind kind, Instant startedAt, Throwable thrown) {
    String sync = endpoint.sync();
    LOG.debug("No cycle of {} now", sync, thrown);
    RuntimeException failure = CamelExceptions.reported(thrown);
    Cycle none = new Cycle(sync, lastCycle(sync), startedAt, kind, null, 0);
    Map<String, RequestCounts> now = requests.apply(sync);
    return reports.of(none, endpoint.getAccount(), failure, RequestCounts.between(now, now));
  }

  private long lastCycle(String sync) {
    try {
      return ledger.lastCycle(sync);
    } catch (RuntimeException e) {
      return 0;
    }
  }

  private CycleReport pass(CycleConsumer steps, Cycle cycle) {
    CycleEndpoint endpoint = steps.getEndpoint();
    String sync = cycle.sync();
    long begun = nanos.getAsLong();
    Map<String, RequestCounts> before = requests.apply(sync);
    RuntimeException failure = null;
    try {
      hooks.begun(cycle);
      hooks.sourceIs(cycle, ask(endpoint, cycle));
      read(steps, cycle);
      failure = cycle.progress().incomplete().orElse(null);
    } catch (RuntimeException | Error e) {
      LOG.debug("Cycle {} of {} ends here", cycle.number(), sync, e);
      RuntimeException reason = CamelExceptions.reported(e);
      cycle.guard().abort(reason);
      // A write that stopped the cycle before is the reason; what the page made of it is not.
      failure = cycle.guard().failure().orElse(reason);
    }
    failure = settle(cycle, failure);
    // A write to the ledger that failed while the last page was at its end stopped nothing more.
    failure = failure == null ? cycle.guard().failure().orElse(null) : failure;
    CycleReport report =
        reports.of(
            cycle,
            endpoint.getAccount(),
            failure,
            RequestCounts.between(before, requests.apply(sync)));
    if (!cycle.planning()) {
      end(cycle, report, Duration.ofNanos(nanos.getAsLong() - begun));
      if (report.isSettled() && cycle.synchronizing()) {
        settled(cycle);
      }
    }
    return report;
  }

  /**
   * A cycle whose end cannot be written down has failed, but not for that reason if there was
   * another.
   */
  private @Nullable RuntimeException settle(Cycle cycle, @Nullable RuntimeException failure) {
    try {
      hooks.ended(cycle);
      return failure;
    } catch (RuntimeException | Error e) {
      RuntimeException reason = CamelExceptions.reported(e);
      return failure == null ? reason : failure;
    }
  }

  /**
   * @param took how long it took by the clock that nobody sets
   */
  private void end(Cycle cycle, CycleReport report, Duration took) {
    try {
      // Rebuilding is not the whole cycle after which nothing is searched for any more.
      boolean rebuilt = report.rebuilt() != null && report.outcome() == Outcome.COMPLETE;
      String word = rebuilt ? "rebuilt" : report.outcome().word();
      TargetHealth target = cycle.target();
      ledger.end(
          report.sync(),
          report.cycle(),
          word,
          reports.line(report),
          target.time(cycle.startedAt()),
          target.time(cycle.startedAt().plus(took)));
    } catch (RuntimeException e) {
      LOG.warn("The end of cycle {} of {} is not written down", report.cycle(), report.sync(), e);
    }
  }

  private static void settled(Cycle cycle) {
    try {
      cycle.progress().settled();
    } catch (RuntimeException e) {
      LOG.warn(
          "How far cycle {} of {} came is not written down; the next one reads the same again",
          cycle.number(),
          cycle.sync(),
          e);
    }
  }

  private String ask(CycleEndpoint endpoint, Cycle cycle) {
    Exchange answer =
        template.send(endpoint.getIdentity(), exchange -> begin(exchange, endpoint, cycle));
    rethrow(answer);
    return answer.getMessage().getBody(String.class);
  }

  private void read(CycleConsumer steps, Cycle cycle) {
    CycleEndpoint endpoint = steps.getEndpoint();
    Exchange pages =
        template.send(
            endpoint.getPages(),
            exchange -> {
              begin(exchange, endpoint, cycle);
              exchange.setVariable(Pages.COLLECTION, endpoint.getCollection());
              exchange.setVariable(CallVariables.URL, firstPage(endpoint));
            });
    // When the reading fails, the page before may still be at work; what stopped it comes first.
    passing(steps::drain);
    rethrow(pages);
    if (!cycle.progress().complete()) {
      throw new IllegalStateException(
          "%s ended without a last page; nothing was closed".formatted(endpoint.getPages()));
    }
    passing(() -> steps.conclude(cycle));
  }

  private static void begin(Exchange exchange, CycleEndpoint endpoint, Cycle cycle) {
    exchange.setVariable(CallVariables.SYNC, endpoint.sync());
    exchange.setVariable(Cycle.VARIABLE, cycle);
    exchange.setVariable(CallVariables.ACCOUNT, endpoint.getAccount());
    exchange.setVariable(CallVariables.PRIORITY, endpoint.getPriority());
  }

  /** Steps that pages pass through. */
  @FunctionalInterface
  private interface Passing {
    void run() throws Exception;
  }

  private static void passing(Passing work) {
    try {
      work.run();
    } catch (Exception e) {
      CamelExceptions.raise(CamelExceptions.ofInterest(e));
    }
  }

  private String firstPage(CycleEndpoint endpoint) {
    return UrlText.withQuery(
        accounts.get(endpoint.getAccount()).url(endpoint.getPath()), endpoint.getQuery());
  }

  long compared(Cycle cycle) {
    return hooks.compared(cycle);
  }

  void answered(Cycle cycle, @Nullable Object body, long upTo, boolean last) {
    hooks.answered(cycle, body, upTo);
    cycle.guard().failure().ifPresent(CamelExceptions::raise);
    cycle.progress().pageDone(last);
  }

  private static void rethrow(Exchange exchange) {
    Exception failure = exchange.getException();
    if (failure != null) {
      CamelExceptions.raise(CamelExceptions.ofInterest(failure));
    }
  }
}
