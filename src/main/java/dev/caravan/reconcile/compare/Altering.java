package dev.caravan.reconcile.compare;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.caravan.cycle.Cycle;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Fingerprint;
import dev.caravan.ledger.Op;
import dev.caravan.ledger.State;
import dev.caravan.ledger.Wanted;
import dev.caravan.ledger.WriteIntent;
import dev.caravan.reconcile.journal.PlannedChange;
import dev.caravan.reconcile.journal.UnitOfWork;
import dev.caravan.reconcile.record.DesiredRecord;
import dev.caravan.reconcile.search.LostCounterparts;
import dev.caravan.text.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Drafts what is to change of the counterparts that records of one page have. */
final class Altering {
  private final Cycle cycle;
  private final UnitOfWork draft;
  private final LostCounterparts lost;

  Altering(Cycle cycle, UnitOfWork draft, LostCounterparts lost) {
    this.cycle = cycle;
    this.draft = draft;
    this.lost = lost;
  }

  /**
   * What a counterpart says is what its record wants.
   *
   * @param entry as it is then
   * @param known as the ledger has it
   * @param over whether the counterpart has ended: then the update finds out by whom
   */
  void update(
      DesiredRecord record, Entry entry, Entry known, boolean over, List<WriteIntent> open) {
    draft.change(
        new PlannedChange(
            Op.UPDATE,
            entry,
            entry.wanted().fingerprint(),
            record.update() == null ? JsonNodeFactory.instance.objectNode() : record.update(),
            over,
            record.summary(),
            record.about(),
            maybeWritten(record, known, open)));
  }

  void change(DesiredRecord record, Entry known, Decision.Alter change, List<WriteIntent> open) {
    Fingerprint desired = record.fingerprint();
    Wanted wanted = record.wanted(desired);
    Entry entry = known.state() == State.CLOSED ? known.reopened(wanted) : known.wanted(wanted);
    boolean retry =
        open.stream().anyMatch(step -> step.op() == Op.COMMENT)
            || lost.mayHaveChanged(cycle, known.targetId());
    open.forEach(draft::stepOver);
    draft.update(entry);
    if (change.fields()) {
      update(record, entry, known, lost.hasEnded(cycle, entry.targetId()), open);
    }
    if (change.note() && record.note() != null) {
      String id = commentId(known, desired);
      for (SharedTexts texts : SharedTexts.inComments(record, record.note())) {
        draft.tells(record.key(), texts.of());
        draft.change(
            new PlannedChange(
                Op.COMMENT,
                entry,
                desired,
                texts.comment(id),
                retry,
                record.summary(),
                record.about()));
      }
    }
  }

  /** The same for each try of one comment, another one for the next comment, even of that text. */
  private static String commentId(Entry entry, Fingerprint desired) {
    return Digest.of(desired.note() + entry.counterpart().commentedAt()).substring(0, 8);
  }

  /** What the counterpart may hold of ours, beside what it is known to have accepted last. */
  private static List<String> maybeWritten(
      DesiredRecord record, Entry known, List<WriteIntent> open) {
    List<String> maybe = new ArrayList<>();
    open.stream()
        .filter(step -> step.op() == Op.UPDATE)
        .map(WriteIntent::payload)
        .forEach(maybe::add);
    if (known.state() != State.OPEN) {
      maybe.add(known.counterpart().written());
      maybe.add(known.wanted().closing());
    } else if (known.counterpart().written() == null) {
      // From a ledger that was lost: it may hold what closed it once.
      maybe.add(record.closing());
    }
    maybe.removeIf(Objects::isNull);
    return maybe;
  }
}
