package dev.caravan.reconcile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.caravan.cycle.Cycle;
import dev.caravan.ledger.Ledger;
import dev.caravan.ledger.LedgerView;
import dev.caravan.ledger.Step;
import dev.caravan.reconcile.Answer.Result;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal of writes on their way: intended before the call, concluded after it. Thread-safe.
 *
 * <p>Conclusions are committed in batches as they come: whoever finds the journal free writes what
 * all others have left in the queue meanwhile, so an answer waits for one commit and never longer.
 */
public final class Journal {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  private static final long PATIENCE_MILLIS = 500;
  private static final ScheduledExecutorService TIMER =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "caravan-journal");
            thread.setDaemon(true);
            return thread;
          });

  private final Ledger ledger;
  private final Rules.Book rules;
  private final InstantSource clock;
  private final Map<Cycle, Writes> writes = new ConcurrentHashMap<>();

  public Journal(Ledger ledger, Rules.Book rules, InstantSource clock) {
    this.ledger = ledger;
    this.rules = rules;
    this.clock = clock;
  }

  /** The writes of one cycle that have no conclusion yet. */
  private static final class Writes {
    final Map<Long, Step> open = new ConcurrentHashMap<>();
    final Map<Long, Boolean> begun = new ConcurrentHashMap<>();
    final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    final Refusals refusals = new Refusals();
    volatile boolean announced;

    boolean wasSent(Step step) {
      return !announced || begun.containsKey(step.step());
    }
  }

  /**
   * Puts a draft into the ledger, within the caller's transaction, and gives its changes their
   * numbers.
   */
  ArrayNode intend(LedgerView view, Cycle cycle, Draft draft) {
    view.entries().insert(draft.inserts.values());
    view.entries().update(draft.updates.values());
    view.entries().delete(draft.deletes);
    draft.deletes.forEach(view.deadLetters()::drop);
    view.occurrences().clear(draft.deletes);
    view.occurrences().add(draft.occurrences);
    view.steps().over(draft.stepsOver);
    view.events().tell(draft.events);
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    if (draft.changes.isEmpty()) {
      return json;
    }
    long number = view.steps().reserve(draft.changes.size());
    List<Step> steps = new ArrayList<>();
    for (Change change : draft.changes) {
      steps.add(change.step(number, cycle.number(), cycle.targetTime(clock.instant())));
      json.add(change.json(number));
      number++;
    }
    view.steps().intend(steps);
    Writes mine = of(cycle);
    steps.forEach(step -> mine.open.put(step.step(), step));
    return json;
  }

  /**
   * The sink of this cycle says of each write when it begins: what it has not said so of was not
   * sent. Of other sinks, what they do not answer is in doubt.
   */
  public void announced(Cycle cycle) {
    of(cycle).announced = true;
  }

  /**
   * A sink is about to hand one change to its target.
   *
   * @throws RuntimeException when the cycle may not write any more; the change was then not sent
   */
  public void begin(Cycle cycle, long step) {
    Writes mine = of(cycle);
    cycle.requireWritable();
    mine.begun.put(step, true);
  }

  /** The same for several changes that go in one call. */
  public void begin(Cycle cycle, Collection<Long> steps) {
    steps.forEach(step -> begin(cycle, step));
  }

  /**
   * The same, on disk within a second. The batches of a page end at about the same time, and a
   * commit costs as much for all of them as for one: mostly the end of the page writes them down.
   */
  public void concludeSoon(Cycle cycle, Collection<Answer> answers) {
    of(cycle).answers.addAll(answers);
    TIMER.schedule(() -> flushIfOpen(cycle), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** The same for several changes, in one commit. */
  public void conclude(Cycle cycle, Collection<Answer> answers) {
    of(cycle).answers.addAll(answers);
    flush(cycle);
  }

  /**
   * What became of one change; on disk when this returns. A second answer to the same change is
   * ignored.
   */
  public void conclude(Cycle cycle, Answer answer) {
    of(cycle).answers.add(answer);
    flush(cycle);
  }

  /** The sink has answered a page: what it left out is in doubt, or was not sent. */
  void answered(Cycle cycle, Iterable<Answer> answers) {
    Writes mine = of(cycle);
    for (Answer answer : answers) {
      mine.answers.add(answer);
    }
    flush(cycle);
    settle(cycle);
  }

  /** Gives every change of the cycle that has no conclusion the one that is safe. */
  void settle(Cycle cycle) {
    Writes mine = of(cycle);
    for (Step step : mine.open.values()) {
      boolean notSent = !mine.wasSent(step);
      mine.answers.add(
          new Answer(
              step.key(),
              step.step(),
              notSent ? Result.NOT_SENT : Result.IN_DOUBT,
              null,
              notSent ? "the cycle stopped before it" : "the sink did not say what became of it",
              false));
    }
    flush(cycle);
  }

  /** The cycle is over: the last conclusions are drawn. */
  void end(Cycle cycle) {
    try {
      settle(cycle);
      Writes mine = of(cycle);
      synchronized (mine) {
        write(cycle, mine.refusals.atEnd());
      }
    } finally {
      writes.remove(cycle);
    }
  }

  private Writes of(Cycle cycle) {
    return writes.computeIfAbsent(cycle, key -> new Writes());
  }

  /** The cycle may be over by now; a failure has aborted it already. */
  private void flushIfOpen(Cycle cycle) {
    Writes mine = writes.get(cycle);
    if (mine != null && !mine.answers.isEmpty()) {
      try {
        flush(cycle, mine);
      } catch (RuntimeException e) {
        LOG.debug("What was written to the target of {} is not written down", cycle.sync(), e);
      }
    }
  }

  private void flush(Cycle cycle) {
    flush(cycle, of(cycle));
  }

  private void flush(Cycle cycle, Writes mine) {
    synchronized (mine) {
      Map<Answer, Step> batch = new LinkedHashMap<>();
      for (Answer answer = mine.answers.poll(); answer != null; answer = mine.answers.poll()) {
        Step step = mine.open.remove(answer.step());
        if (step != null) {
          batch.put(answer, step);
        }
      }
      write(cycle, mine.refusals.sift(batch, mine::wasSent));
      if (mine.refusals.areOfTheAccount()) {
        cycle.abort(mine.refusals.failure());
      }
    }
  }

  private void write(Cycle cycle, Map<Answer, Step> batch) {
    if (batch.isEmpty()) {
      return;
    }
    try {
      Conclusions conclusions =
          new Conclusions(cycle, rules.of(cycle.sync()).digest(), clock.instant());
      ledger.write(
          cycle.sync(),
          cycle.number(),
          view -> {
            conclusions.write(view, batch);
            return null;
          });
      conclusions.count(batch);
    } catch (RuntimeException e) {
      // What the target did cannot be written down: nothing more may be sent.
      cycle.abort(e);
      throw e;
    }
  }
}
