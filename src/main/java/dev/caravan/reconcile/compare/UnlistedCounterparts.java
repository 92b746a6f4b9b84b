package dev.caravan.reconcile.compare;

import dev.caravan.cycle.Cycle;
import dev.caravan.ledger.DeadLetter;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Event;
import dev.caravan.ledger.LedgerView;
import dev.caravan.ledger.Op;
import dev.caravan.ledger.WriteIntent;
import dev.caravan.reconcile.journal.UnitOfWork;
import dev.caravan.reconcile.search.FoundTarget;
import dev.caravan.reconcile.search.LostCounterparts;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Counterparts of records that are not listed, where the ledger went back in time and knows only an
 * earlier one, or none. Each takes the place of what the ledger knows, so it ends like any other:
 * by evidence.
 */
public final class UnlistedCounterparts {
  private UnlistedCounterparts() {}

  /** Drafts that, when all records that are listed were compared. */
  public static void takeUp(
      LedgerView view, Cycle cycle, LostCounterparts lost, UnitOfWork draft, Instant now) {
    Map<Entry, FoundTarget> found = lost.unlisted(cycle, view);
    List<String> keys = found.keySet().stream().map(Entry::key).toList();
    Map<String, List<WriteIntent>> steps = view.intents().of(keys);
    Map<String, List<DeadLetter>> letters = view.deadLetters().of(keys);
    found.forEach(
        (known, target) -> {
          Event.creation(known).ifPresent(draft::tell);
          draft.update(target.entry(known, now));
          draft.tell(known.key(), "adopted", target.targetId());
          steps.getOrDefault(known.key(), List.of()).stream()
              .filter(step -> step.op() != Op.DOUBLE)
              .forEach(draft::stepOver);
          letters.getOrDefault(known.key(), List.of()).stream()
              .filter(letter -> letter.op() != Op.DOUBLE)
              .forEach(draft::letterOver);
        });
  }
}
