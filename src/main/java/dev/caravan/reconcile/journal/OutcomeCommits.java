package dev.caravan.reconcile.journal;

import dev.caravan.cycle.Cycle;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.LateWrite;
import dev.caravan.ledger.Ledger;
import dev.caravan.ledger.LedgerView;
import dev.caravan.ledger.LockLost;
import dev.caravan.ledger.Op;
import dev.caravan.ledger.WriteIntent;
import dev.caravan.reconcile.journal.WriteOutcome.Result;
import dev.caravan.reconcile.record.Rules;
import dev.caravan.thread.DaemonThreads;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When the outcomes of writes reach the ledger: in batches as they come. Whoever finds the cycle's
 * pending writes free commits what all others have left in the queue meanwhile, so an answer waits
 * for one commit and never longer. Thread-safe.
 */
final class OutcomeCommits implements AutoCloseable {
  /** What may be done late and can be made up for; a comment that came twice cannot. */
  private static final Set<Op> NOTED = Set.of(Op.CREATE, Op.UPDATE, Op.CLOSE);

  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Ledger ledger;
  private final Rules.Book rules;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(new DaemonThreads("caravan-journal"));

  /**
   * @param nanos a monotonic clock, in nanoseconds
   */
  OutcomeCommits(Ledger ledger, Rules.Book rules, InstantSource clock, LongSupplier nanos) {
    this.ledger = ledger;
    this.rules = rules;
    this.clock = clock;
    this.nanos = nanos;
  }

  /** Does that work after the conclusions that wait, in one commit; see {@link Journal#write}. */
  <T> T with(Cycle cycle, PendingWrites mine, Function<LedgerView, T> work) {
    synchronized (mine) {
      Map<WriteOutcome, WriteIntent> batch = take(cycle, mine);
      if (batch.isEmpty()) {
        return alone(cycle, work);
      }
      OutcomeRecorder conclusions = conclusions(cycle, mine);
      T result;
      try {
        result =
            ledger.write(
                cycle.sync(),
                cycle.number(),
                view -> {
                  conclusions.write(view, batch);
                  return work.apply(view);
                });
      } catch (RuntimeException e) {
        concludeAlone(cycle, mine, batch, e);
        throw e;
      }
      conclusions.count(batch);
      mine.concluded(batch.values());
      return result;
    }
  }

  /** What an overtaken cycle learns here stops the page that is being written meanwhile. */
  private <T> T alone(Cycle cycle, Function<LedgerView, T> work) {
    try {
      return ledger.write(cycle.sync(), cycle.number(), work);
    } catch (LockLost e) {
      cycle.guard().abort(e);
      throw e;
    }
  }

  /** No cycle is under way any more, so nothing waits. */
  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** Commits within a second what was answered. */
  void soon(Cycle cycle, PendingWrites mine) {
    if (mine.beginsToWait(nanos.getAsLong())) {
      timer.schedule(() -> flushIfWaiting(cycle, mine), PATIENCE_NANOS, TimeUnit.NANOSECONDS);
    }
  }

  /**
   * What began to wait later has a timer of its own, and the next page may take it along. The cycle
   * may be over by now; a failure has aborted it already.
   */
  private void flushIfWaiting(Cycle cycle, PendingWrites mine) {
    if (mine.waitedFor(nanos.getAsLong()) >= PATIENCE_NANOS) {
      flush(cycle, mine);
    }
  }

  /** Commits what was answered before this returns. */
  void flush(Cycle cycle, PendingWrites mine) {
    synchronized (mine) {
      conclude(cycle, mine, take(cycle, mine));
    }
  }

  /**
   * Commits what was kept back until the cycle ended, and how many cycles in a row ended without a
   * create that was accepted; one that was aborted says nothing of that.
   */
  void last(Cycle cycle, PendingWrites mine) {
    synchronized (mine) {
      conclude(cycle, mine, mine.takeLast());
      int inARow = mine.refusals().inARow();
      if (inARow != mine.refusals().before() && cycle.guard().failure().isEmpty()) {
        ledger.write(
            cycle.sync(),
            cycle.number(),
            view -> {
              view.cyclesRefused(inARow);
              return null;
            });
      }
    }
  }

  /**
   * The page is not to blame for what the conclusions fail with in their turn, nor hidden by it.
   */
  private void concludeAlone(
      Cycle cycle, PendingWrites mine, Map<WriteOutcome, WriteIntent> batch, RuntimeException why) {
    try {
      conclude(cycle, mine, batch);
    } catch (RuntimeException e) {
      why.addSuppressed(e);
    }
  }

  private static Map<WriteOutcome, WriteIntent> take(Cycle cycle, PendingWrites mine) {
    Map<WriteOutcome, WriteIntent> batch = mine.take();
    if (mine.refusals().areOfTheAccount()) {
      cycle.guard().hold(mine.refusals().sentence());
    }
    return batch;
  }

  private OutcomeRecorder conclusions(Cycle cycle, PendingWrites mine) {
    return new OutcomeRecorder(cycle, rules.of(cycle.sync()), clock.instant(), mine);
  }

  private void conclude(Cycle cycle, PendingWrites mine, Map<WriteOutcome, WriteIntent> batch) {
    if (batch.isEmpty()) {
      return;
    }
    try {
      OutcomeRecorder conclusions = conclusions(cycle, mine);
      ledger.write(
          cycle.sync(),
          cycle.number(),
          view -> {
            conclusions.write(view, batch);
            return null;
          });
      conclusions.count(batch);
      mine.concluded(batch.values());
    } catch (LockLost e) {
      cycle.guard().abort(e);
      noteLate(cycle, mine, batch, e);
      throw e;
    } catch (RuntimeException | Error e) {
      // What the target did cannot be written down: nothing more may be sent.
      cycle.guard().abort(e instanceof RuntimeException same ? same : new IllegalStateException(e));
      throw e;
    }
  }

  /**
   * Another cycle may have looked at the target before these writes were done: it may have sent a
   * create again, and what it wrote to a counterpart these have written over.
   */
  private void noteLate(
      Cycle cycle, PendingWrites mine, Map<WriteOutcome, WriteIntent> batch, LockLost why) {
    List<LateWrite> late = new ArrayList<>();
    batch.forEach(
        (answer, step) -> {
          boolean done = answer.result() == Result.DONE && !answer.ended() && !answer.left();
          if (NOTED.contains(step.op()) && (done || answer.result() == Result.IN_DOUBT)) {
            mine.entryOf(step)
                .ifPresent(entry -> late.add(late(entry, step, done ? answer.targetId() : null)));
          }
        });
    if (late.isEmpty()) {
      return;
    }
    try {
      ledger.note(cycle.sync(), late);
    } catch (RuntimeException e) {
      // The next cycle finds their markers, if the target shows them by then.
      why.addSuppressed(e);
    }
  }

  private static LateWrite late(Entry entry, WriteIntent step, @Nullable String targetId) {
    return new LateWrite(
        step.key(),
        step.generation(),
        step.cycle(),
        step.op(),
        entry.marker(),
        targetId == null ? entry.targetId() : targetId,
        entry.wanted(),
        step.op() == Op.UPDATE ? step.payload() : "",
        step.intendedAt());
  }
}
