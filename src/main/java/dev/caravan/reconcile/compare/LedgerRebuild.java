package dev.caravan.reconcile.compare;

import dev.caravan.cycle.Cycle;
import dev.caravan.cycle.Rebuilt;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Event;
import dev.caravan.ledger.LedgerView;
import dev.caravan.ledger.Moment;
import dev.caravan.ledger.Op;
import dev.caravan.ledger.WriteIntent;
import dev.caravan.reconcile.journal.UnitOfWork;
import dev.caravan.reconcile.record.DesiredRecord;
import dev.caravan.reconcile.search.FoundTarget;
import dev.caravan.reconcile.search.LostCounterparts;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Restores entries from the markers in the target. A marker is a digest, so the way back leads over
 * the records that the source lists now: each one's markers are computed and looked for. The pages
 * of a cycle follow each other; not thread-safe.
 */
public final class LedgerRebuild {
  private static final Cycle.StateKey<LedgerRebuild> STATE =
      new Cycle.StateKey<>(LedgerRebuild.class);

  private final Set<String> restored = new HashSet<>();
  private final Set<String> ended = new HashSet<>();
  private final Set<String> known = new HashSet<>();
  private final Set<String> absent = new HashSet<>();
  private boolean claimed;

  /** The one of a cycle, which counts what all of its pages come to. */
  public static LedgerRebuild of(Cycle cycle) {
    return cycle.state(STATE, LedgerRebuild::new);
  }

  /** Drafts what a page comes to; nothing of it is sent. */
  public void draft(
      LedgerView view,
      Cycle cycle,
      LostCounterparts lost,
      AlertGrouping.Folded page,
      UnitOfWork draft,
      Instant now) {
    if (!claimed) {
      // What the ledger knows is claimed, whether or not the source lists its record.
      view.entries().each(entry -> lost.known(cycle, entry));
      view.entries().eachEnded(entry -> lost.known(cycle, entry));
      claimed = true;
    }
    for (DesiredRecord record : page.records()) {
      Entry entry = page.entries().get(record.key());
      Optional<FoundTarget> found = lost.existing(cycle, record.key());
      if (found.isEmpty()) {
        (entry == null ? absent : known).add(record.key());
      } else if (entry != null && isRight(entry, found.get())) {
        known.add(record.key());
      } else {
        restore(record, entry, found.get(), draft, new Moment(cycle.number(), now));
      }
    }
    settle(view, draft);
    cycle.progress().rebuilt(result(lost.unclaimed(cycle)));
  }

  /**
   * What was applied is not known, so the next cycle writes the fields once. A counterpart that is
   * over while its record is still listed was ended by a person.
   */
  private void restore(
      DesiredRecord record,
      @Nullable Entry before,
      FoundTarget found,
      UnitOfWork draft,
      Moment now) {
    Moment since = before == null ? now : before.presence().since();
    Entry entry = found.entry(record, since, now.at());
    if (before == null) {
      draft.insert(entry);
    } else {
      Event.creation(before).ifPresent(draft::tell);
      draft.update(entry);
    }
    (entry.endedByPerson() ? ended : restored).add(record.key());
    draft.tell(record.key(), "rebuilt", "from target " + found.targetId());
  }

  /** Nothing is changed about an entry that agrees with the target, or is ahead of it. */
  private static boolean isRight(Entry entry, FoundTarget found) {
    if (entry.generation() != found.generation()) {
      return entry.generation() > found.generation();
    }
    return switch (entry.state()) {
      case OPEN, CLOSING -> found.targetId().equals(entry.targetId());
      case CLOSED -> found.over() || entry.endedByPerson();
      case INTENDED, IN_DOUBT, DEAD -> false;
    };
  }

  /** A create that was in doubt or refused has its counterpart now. */
  private static void settle(LedgerView view, UnitOfWork draft) {
    Set<String> keys = draft.keys();
    Map<String, List<WriteIntent>> steps = view.intents().of(List.copyOf(keys));
    steps.values().stream()
        .flatMap(List::stream)
        .filter(step -> step.op() == Op.CREATE)
        .forEach(draft::stepOver);
    view.deadLetters().of(List.copyOf(keys)).values().stream()
        .flatMap(List::stream)
        .filter(letter -> letter.op() == Op.CREATE)
        .forEach(draft::letterOver);
  }

  /** A record whose entry several share may come again on a later page; it counts once. */
  private Rebuilt result(List<String> unclaimed) {
    long right =
        known.stream().filter(key -> !restored.contains(key) && !ended.contains(key)).count();
    return new Rebuilt(
        restored.size(), ended.size(), Math.toIntExact(right), absent.size(), unclaimed);
  }
}
