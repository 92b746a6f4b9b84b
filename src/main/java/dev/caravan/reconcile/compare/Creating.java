package dev.caravan.reconcile.compare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.cycle.Cycle;
import dev.caravan.cycle.CycleCounters.Heading;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Event;
import dev.caravan.ledger.Fingerprint;
import dev.caravan.ledger.Marker;
import dev.caravan.ledger.Moment;
import dev.caravan.ledger.Op;
import dev.caravan.ledger.Wanted;
import dev.caravan.ledger.WriteIntent;
import dev.caravan.reconcile.journal.PlannedChange;
import dev.caravan.reconcile.journal.UnitOfWork;
import dev.caravan.reconcile.record.DesiredRecord;
import dev.caravan.reconcile.record.Rules;
import dev.caravan.reconcile.search.FoundTarget;
import dev.caravan.reconcile.search.LostCounterparts;
import dev.caravan.reconcile.search.MarkerWatch;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Drafts the counterparts that records of one page are to have: new ones, or those that they had
 * before the ledger was lost.
 */
final class Creating {
  private final Cycle cycle;
  private final Rules rules;
  private final Instant now;
  private final UnitOfWork draft;
  private final LostCounterparts lost;
  private final Altering altering;

  Creating(
      Cycle cycle,
      Rules rules,
      Instant now,
      UnitOfWork draft,
      LostCounterparts lost,
      Altering altering) {
    this.cycle = cycle;
    this.rules = rules;
    this.now = now;
    this.draft = draft;
    this.lost = lost;
    this.altering = altering;
  }

  /** How many more may be created. */
  int mostCreates() {
    return rules.maxCreates() - cycle.tally().count(Heading.PLANNED);
  }

  /** What follows from a record without a counterpart: a new one, or one that was found. */
  void create(DesiredRecord record, @Nullable Entry known, int generation, List<WriteIntent> open) {
    Optional<FoundTarget> existing =
        known == null ? lost.existing(cycle, record.key()) : Optional.empty();
    if (existing.isPresent()) {
      FoundTarget found = existing.get();
      if (found.over() && lost.wasAway(cycle, found, rules.absences())) {
        lost.settled(cycle, found.marker());
        admit(record, null, found.generation() + 1, open);
      } else {
        adopt(record, null, found, open);
      }
      return;
    }
    Optional<FoundTarget> quote =
        known == null ? lost.quoted(cycle, record.key()) : Optional.empty();
    if (quote.isPresent()) {
      doubt(record, quote.get());
      return;
    }
    if (known != null && MarkerWatch.mustWait(cycle, known.marker())) {
      cycle.tally().add(Heading.IN_DOUBT, record.key());
      return;
    }
    admit(record, known, generation, open);
  }

  /** Creates it now or, where fewer may be created than there are, in its turn. */
  private void admit(
      DesiredRecord record, @Nullable Entry known, int generation, List<WriteIntent> open) {
    if (record.create() == null) {
      cycle.tally().add(Heading.HELD, record.key());
      return;
    }
    if (rules.maxCreates() == 0) {
      create(HeldCreates.HeldCreate.first(record, known, generation, open));
    } else {
      HeldCreates.of(cycle).add(cycle, record, known, generation, open, mostCreates());
    }
  }

  /** Drafts a new counterpart. */
  void create(HeldCreates.HeldCreate one) {
    DesiredRecord record = one.record();
    Entry known = one.known();
    ObjectNode create = Objects.requireNonNull(record.create());
    cycle.tally().remove(Heading.HELD, record.key());
    cycle.tally().add(Heading.PLANNED, record.key());
    if (record.openedAt() != null) {
      cycle.tally().waitsSince(record.key(), record.openedAt());
    }
    String marker = Marker.of(rules.installation(), cycle.sync(), record.key(), one.generation());
    String fields = record.fields();
    Fingerprint desired = record.fingerprint(fields);
    Wanted wanted = record.wanted(desired);
    Entry entry =
        known == null
            ? Entry.intended(
                record.key(),
                one.generation(),
                marker,
                wanted,
                fields,
                new Moment(cycle.number(), now))
            : known.intendedAgain(marker, wanted, fields, now);
    one.open().forEach(draft::stepOver);
    if (known == null) {
      draft.insert(entry);
    } else {
      Event.creation(known).ifPresent(draft::tell);
      draft.update(entry);
    }
    SharedTexts texts = SharedTexts.inOne(record);
    draft.tells(record.key(), texts.of());
    draft.change(
        new PlannedChange(
            Op.CREATE,
            entry,
            desired,
            create,
            false,
            record.summary(),
            texts.beside(record.about())));
  }

  /**
   * The ledger was lost, and what bears the record's marker is not proven to be its counterpart,
   * but was created when there was one: it is looked for, and nothing is created beside it.
   */
  private void doubt(DesiredRecord record, FoundTarget quote) {
    Instant since = quote.createdAt() == null ? Instant.EPOCH : quote.createdAt();
    draft.insert(quote.doubted(record, new Moment(cycle.number(), since), now));
    draft.tell(
        record.key(),
        "in-doubt",
        "%s quotes its marker, but is not proven to be its counterpart"
            .formatted(quote.targetId()));
    cycle.tally().add(Heading.IN_DOUBT, record.key());
  }

  /**
   * The ledger was lost or went back in time, but not the counterpart: it is brought up to date and
   * kept.
   *
   * @param known what the ledger knows of an earlier time; absent where it knows nothing
   */
  void adopt(
      DesiredRecord record, @Nullable Entry known, FoundTarget target, List<WriteIntent> open) {
    Moment since = known == null ? new Moment(cycle.number(), now) : known.presence().since();
    Entry found = target.asOpen().entry(record, since, now);
    boolean returned = known == null && lost.wasAway(cycle, target, rules.absences());
    // An update finds out; whoever closed it while its record was away has not ended that.
    Entry entry = returned ? found.maybeClosed() : found;
    lost.settled(cycle, target.marker());
    draft.tell(record.key(), "adopted", target.targetId());
    if (known == null) {
      draft.insert(entry);
    } else {
      Event.creation(known).ifPresent(draft::tell);
      open.forEach(draft::stepOver);
      draft.update(entry);
    }
    altering.update(record, entry, entry, target.over(), List.of());
  }
}
