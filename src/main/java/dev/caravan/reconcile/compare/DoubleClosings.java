package dev.caravan.reconcile.compare;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.caravan.cycle.Cycle;
import dev.caravan.ledger.Counterpart;
import dev.caravan.ledger.DeadLetter;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Fingerprint;
import dev.caravan.ledger.LedgerView;
import dev.caravan.ledger.Moment;
import dev.caravan.ledger.Op;
import dev.caravan.ledger.Wanted;
import dev.caravan.ledger.WriteIntent;
import dev.caravan.reconcile.journal.PlannedChange;
import dev.caravan.reconcile.journal.UnitOfWork;
import dev.caravan.reconcile.record.Duplicate;
import dev.caravan.reconcile.record.Rules;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Drafts the closing of counterparts that bear another one's marker: those that this cycle found,
 * those that the journal owes since an earlier one, and those that were refused under other rules.
 * It is a write like any other: planned, counted, and a dead letter where the target refuses it.
 * The pages of a cycle follow each other; not thread-safe.
 */
public final class DoubleClosings {
  private static final Cycle.StateKey<DoubleClosings> STATE =
      new Cycle.StateKey<>(DoubleClosings.class);

  private final Set<String> drafted = new HashSet<>();
  private boolean owed;

  private DoubleClosings() {}

  /** The one of a cycle. */
  public static DoubleClosings of(Cycle cycle) {
    return cycle.state(STATE, DoubleClosings::new);
  }

  /**
   * @param found what this cycle's searches know of so far
   */
  public void draft(
      LedgerView view,
      Cycle cycle,
      Rules rules,
      Collection<Duplicate> found,
      UnitOfWork draft,
      Instant now) {
    Moment moment = new Moment(cycle.number(), now);
    if (!owed) {
      owed = true;
      for (WriteIntent step : view.intents().doubles()) {
        draft.stepOver(step);
        close(
            view, draft, moment, from(rules, cycle, step.key(), step.generation(), step.payload()));
      }
      for (DeadLetter letter : view.deadLetters().of(Op.DOUBLE)) {
        if (!letter.rules().equals(rules.digest())) {
          close(
              view,
              draft,
              moment,
              from(rules, cycle, letter.key(), letter.generation(), letter.payload()));
        }
      }
    }
    found.forEach(one -> close(view, draft, moment, one));
  }

  private static Duplicate from(
      Rules rules, Cycle cycle, String key, int generation, String payload) {
    return Duplicate.of(rules.installation(), cycle.sync(), key, generation, payload);
  }

  private void close(LedgerView view, UnitOfWork draft, Moment now, Duplicate one) {
    if (!drafted.add(one.targetId())) {
      return;
    }
    String summary =
        view.entries().find(one.key()).map(Entry::summary).orElse(one.key())
            + " (a double; %s is kept)".formatted(one.keptId());
    // Not the record's entry: nothing of that changes.
    Entry itself =
        Entry.found(
            one.key(),
            one.generation(),
            new Wanted(new Fingerprint("", ""), null, summary),
            Counterpart.found(one.marker(), one.targetId()),
            false,
            now,
            now.at());
    draft.change(
        new PlannedChange(
            Op.DOUBLE, itself, null, one.payload(), false, summary, MissingNode.getInstance()));
  }
}
