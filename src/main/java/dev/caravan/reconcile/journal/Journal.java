package dev.caravan.reconcile.journal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.caravan.cycle.Cycle;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Ledger;
import dev.caravan.ledger.LedgerView;
import dev.caravan.ledger.WatchedMarker;
import dev.caravan.ledger.WriteIntent;
import dev.caravan.reconcile.record.Rules;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The journal of writes on their way: intended before the call, concluded after it. Thread-safe.
 */
public final class Journal implements AutoCloseable {
  private static final Cycle.StateKey<PendingWrites> WRITES =
      new Cycle.StateKey<>(PendingWrites.class);

  private final InstantSource clock;
  private final OutcomeCommits commits;

  /**
   * @param nanos a monotonic clock, in nanoseconds
   */
  public Journal(Ledger ledger, Rules.Book rules, InstantSource clock, LongSupplier nanos) {
    this.clock = clock;
    this.commits = new OutcomeCommits(ledger, rules, clock, nanos);
  }

  /**
   * Puts a page's draft into the ledger, after the conclusions that wait: one commit for both. Its
   * changes are given their numbers, and are on their way once they are committed. What the draft
   * fails with is thrown, and the conclusions stand nevertheless.
   */
  public ArrayNode intend(Cycle cycle, Function<LedgerView, UnitOfWork> drafting) {
    PendingWrites mine = of(cycle);
    Intended intended =
        commits.with(
            cycle,
            mine,
            view -> {
              UnitOfWork draft = drafting.apply(view);
              mine.requireApart(draft.changes);
              return write(view, cycle, draft);
            });
    // Only now: what was not committed has no step whose end anybody could look for.
    mine.intended(intended.steps(), intended.changes(), intended.inserts());
    return intended.json();
  }

  /** What a transaction has put into the journal. */
  private record Intended(
      ArrayNode json,
      List<WriteIntent> steps,
      List<PlannedChange> changes,
      Map<String, Entry> inserts) {}

  private Intended write(LedgerView view, Cycle cycle, UnitOfWork draft) {
    view.entries().insert(draft.inserts.values());
    view.entries().update(draft.updates.values());
    view.entries().delete(draft.deletes);
    draft.over.forEach(view.deadLetters()::drop);
    draft.lettersOver.forEach(letter -> view.deadLetters().drop(letter.key(), letter.op()));
    view.occurrences().clear(draft.over);
    view.occurrences().clear(draft.occurrencesOver);
    view.occurrences().add(draft.occurrences);
    view.occurrences().update(draft.occurrencesChanged);
    view.firstReadings().put(draft.waiting, clock.instant());
    view.firstReadings().drop(draft.waitsOver);
    view.intents().over(draft.stepsOver);
    view.events().tell(draft.events);
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    if (draft.changes.isEmpty()) {
      return new Intended(json, List.of(), List.of(), Map.of());
    }
    long number = view.intents().reserve(draft.changes.size());
    List<WriteIntent> steps = new ArrayList<>();
    Instant now = cycle.target().time(clock.instant());
    for (PlannedChange change : draft.changes) {
      steps.add(change.step(number, cycle.number(), now));
      json.add(change.json(number));
      number++;
    }
    view.intents().intend(steps);
    return new Intended(json, steps, draft.changes, draft.inserts);
  }

  /** The number of the last write that was intended in this cycle; 0 before the first. */
  public long lastIntended(Cycle cycle) {
    return of(cycle).last();
  }

  /**
   * The sink of this cycle says of each write when it begins: what it has not said so of was not
   * sent. Of other sinks, what they do not answer is in doubt.
   */
  public void announced(Cycle cycle) {
    of(cycle).announced();
  }

  /**
   * A sink is about to hand one change to its target.
   *
   * @throws RuntimeException when the cycle may not write any more; the change was then not sent
   */
  public void begin(Cycle cycle, long step) {
    PendingWrites mine = of(cycle);
    cycle.guard().requireWritable();
    mine.begun(step);
  }

  /** The same for several changes that go in one call. */
  public void begin(Cycle cycle, Collection<Long> steps) {
    steps.forEach(step -> begin(cycle, step));
  }

  /**
   * What became of several changes, on disk within a second. The batches of a page end at about the
   * same time, and a commit costs as much for all of them as for one.
   */
  public void concludeSoon(Cycle cycle, Collection<WriteOutcome> answers) {
    of(cycle).answered(keepingBack(cycle, answers));
    commits.soon(cycle, of(cycle));
  }

  /** The same, on disk when this returns. */
  public void conclude(Cycle cycle, Collection<WriteOutcome> answers) {
    of(cycle).answered(keepingBack(cycle, answers));
    commits.flush(cycle, of(cycle));
  }

  /** The same for one change. A second answer to the same change is ignored. */
  public void conclude(Cycle cycle, WriteOutcome answer) {
    conclude(cycle, List.of(answer));
  }

  /** That a counterpart is missing is judged with others, at the end of the page. */
  private static List<WriteOutcome> keepingBack(Cycle cycle, Collection<WriteOutcome> answers) {
    answers.stream().filter(WriteOutcome::missing).forEach(of(cycle)::keepBack);
    return answers.stream().filter(answer -> !answer.missing()).toList();
  }

  /** A cycle begins after so many in a row whose first creates the target refused. */
  public void begun(Cycle cycle, int cyclesRefused) {
    of(cycle).refusedBefore(cyclesRefused);
  }

  /** Why no further create is to be sent in this cycle; empty while they may. */
  public Optional<String> createsStopped(Cycle cycle) {
    RejectionBreaker refusals = of(cycle).refusals();
    return refusals.areOfTheAccount() ? Optional.of(refusals.sentence()) : Optional.empty();
  }

  /** Markers that were not there and are sent again: a late counterpart may come up. */
  public void watch(Cycle cycle, Collection<WatchedMarker> markers) {
    if (!markers.isEmpty()) {
      commits.with(
          cycle,
          of(cycle),
          view -> {
            view.watched().put(markers);
            return markers;
          });
    }
  }

  /** What was kept back since the last page: counterparts that are missing. */
  public List<WriteOutcome> keptBack(Cycle cycle) {
    return of(cycle).keptBack();
  }

  /**
   * The sink has answered a page: what it left out is in doubt, or was not sent. Where everything
   * was done, that is written down with the next page or within a second.
   *
   * @param upTo the page's writes, and those of the pages before, have no higher number
   */
  public void answered(Cycle cycle, List<WriteOutcome> answers, long upTo) {
    PendingWrites mine = of(cycle);
    mine.answered(answers);
    mine.settle(upTo);
    if (mine.allIsWell()) {
      commits.soon(cycle, mine);
    } else {
      commits.flush(cycle, mine);
    }
  }

  /** The cycle is over: the last conclusions are drawn. */
  public void end(Cycle cycle) {
    PendingWrites mine = of(cycle);
    mine.settle(Long.MAX_VALUE);
    commits.flush(cycle, mine);
    commits.last(cycle, mine);
  }

  /** No cycle is under way any more, so nothing waits. */
  @Override
  public void close() {
    commits.close();
  }

  private static PendingWrites of(Cycle cycle) {
    return cycle.state(WRITES, PendingWrites::new);
  }
}
