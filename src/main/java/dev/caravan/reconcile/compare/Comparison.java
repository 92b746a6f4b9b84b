package dev.caravan.reconcile.compare;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.cycle.Cycle;
import dev.caravan.cycle.CycleCounters.Heading;
import dev.caravan.ledger.DeadLetter;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Event;
import dev.caravan.ledger.Fingerprint;
import dev.caravan.ledger.LedgerView;
import dev.caravan.ledger.Marker;
import dev.caravan.ledger.Moment;
import dev.caravan.ledger.Op;
import dev.caravan.ledger.State;
import dev.caravan.ledger.Wanted;
import dev.caravan.ledger.WriteIntent;
import dev.caravan.reconcile.journal.PlannedChange;
import dev.caravan.reconcile.journal.UnitOfWork;
import dev.caravan.reconcile.record.DesiredRecord;
import dev.caravan.reconcile.record.Rules;
import dev.caravan.reconcile.search.FoundTarget;
import dev.caravan.reconcile.search.LostCounterparts;
import dev.caravan.reconcile.search.MarkerWatch;
import dev.caravan.text.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Compares the records of one page with the ledger and drafts what follows. */
public final class Comparison {
  private final Cycle cycle;
  private final Rules rules;
  private final Instant now;
  private final UnitOfWork draft;

  private final LostCounterparts lost;

  public Comparison(
      Cycle cycle, Rules rules, Instant now, UnitOfWork draft, LostCounterparts lost) {
    this.lost = lost;
    this.cycle = cycle;
    this.rules = rules;
    this.now = now;
    this.draft = draft;
  }

  /**
   * @param last whether no page follows: which creates go within the limit is known then
   * @param entries those that the ledger has for these records, by key
   */
  public void compare(
      LedgerView view, boolean last, List<DesiredRecord> records, Map<String, Entry> entries) {
    List<String> keys = records.stream().map(DesiredRecord::key).toList();
    Map<String, List<DeadLetter>> letters = view.deadLetters().of(keys);
    Map<String, List<WriteIntent>> steps = view.intents().of(keys);
    Map<String, Instant> firstRead = firstReadings(view, records);
    ChangeDecider judge = new ChangeDecider(rules, now, firstRead);
    for (DesiredRecord record : records) {
      Entry entry = entries.get(record.key());
      if (entry != null) {
        lost.known(cycle, entry);
      }
      List<WriteIntent> open = steps.getOrDefault(record.key(), List.of());
      List<DeadLetter> refused = letters.getOrDefault(record.key(), List.of());
      Optional<FoundTarget> unknown = entry == null ? Optional.empty() : lost.unknown(cycle, entry);
      if (unknown.isPresent()) {
        adopt(record, entry, unknown.get(), open);
        refused.stream().filter(letter -> letter.op() != Op.DOUBLE).forEach(draft::letterOver);
        continue;
      }
      Decision decision = lookedAt(entry, judge.decide(record, entry, refused, open));
      if (decision instanceof Decision.Create && firstRead.containsKey(record.key())) {
        draft.waitsNoMore(record.key());
      }
      draft(record, entry, decision, open);
      refused.stream().filter(letter -> isVoid(letter, decision)).forEach(draft::letterOver);
    }
    HeldCreates held = HeldCreates.of(cycle);
    if (last || cycle.progress().isOfChangesOnly() || allFit(held)) {
      for (HeldCreates.HeldCreate one : held.release()) {
        create(one);
      }
    }
  }

  /**
   * A counterpart that has ended since a ledger was kept that went back: an update finds out how.
   */
  private Decision lookedAt(@Nullable Entry entry, Decision decision) {
    boolean look =
        entry != null
            && entry.state() == State.OPEN
            && lost.hasEnded(cycle, entry.targetId())
            && !(decision instanceof Decision.Held held
                && held.reason() == Decision.Reason.IN_DOUBT);
    return look
        ? new Decision.Alter(true, decision instanceof Decision.Alter alter && alter.note())
        : decision;
  }

  /**
   * When those of the records were read first that say to begin later than now; now, for those that
   * are read first.
   */
  private Map<String, Instant> firstReadings(LedgerView view, List<DesiredRecord> records) {
    if (rules.openAfter().isZero()) {
      return Map.of();
    }
    List<DesiredRecord> young = records.stream().filter(this::isYoung).toList();
    Map<String, Instant> known =
        view.firstReadings().of(young.stream().map(DesiredRecord::key).toList());
    for (DesiredRecord record : young) {
      Instant read = known.get(record.key());
      if (now.isBefore(Objects.requireNonNull(record.openedAt()))
          && (read == null || read.isAfter(now))) {
        draft.waits(record.key());
      }
    }
    return known;
  }

  private boolean isYoung(DesiredRecord record) {
    Instant openedAt = record.openedAt();
    return openedAt != null && now.isBefore(openedAt.plus(rules.openAfter()));
  }

  /** Whether the limit holds, whatever is listed behind this page. */
  private boolean allFit(HeldCreates held) {
    OptionalLong left = cycle.progress().mostLeft();
    return left.isPresent() && held.size() + left.getAsLong() <= mostCreates();
  }

  private int mostCreates() {
    return rules.maxCreates() - cycle.tally().count(Heading.PLANNED);
  }

  /** The record is there, so it is not to be closed, and perhaps as its counterpart says it is. */
  private static boolean isVoid(DeadLetter letter, Decision decision) {
    return letter.op() == Op.CLOSE
        || letter.op() != Op.DOUBLE && decision instanceof Decision.Unchanged;
  }

  private void draft(
      DesiredRecord record, @Nullable Entry entry, Decision decision, List<WriteIntent> open) {
    if (decision instanceof Decision.Create create) {
      create(record, entry, create.generation(), open);
    } else if (entry != null && decision instanceof Decision.Alter change) {
      change(record, entry, change, open);
    } else if (decision instanceof Decision.Held held) {
      held(record, entry, held);
    } else {
      cycle.tally().addUnchanged();
      open.forEach(draft::stepOver);
      seenAgain(entry);
    }
  }

  private void create(
      DesiredRecord record, @Nullable Entry known, int generation, List<WriteIntent> open) {
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

  private void create(HeldCreates.HeldCreate one) {
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
  private void adopt(
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
    draft.change(update(record, entry, target.over(), maybeWritten(record, entry, List.of())));
  }

  /**
   * @param over whether the counterpart has ended: then the update finds out by whom
   */
  private PlannedChange update(
      DesiredRecord record, Entry entry, boolean over, List<String> maybeWritten) {
    return new PlannedChange(
        Op.UPDATE,
        entry,
        entry.wanted().fingerprint(),
        record.update() == null ? JsonNodeFactory.instance.objectNode() : record.update(),
        over,
        record.summary(),
        record.about(),
        maybeWritten);
  }

  private void change(
      DesiredRecord record, Entry known, Decision.Alter change, List<WriteIntent> open) {
    Fingerprint desired = record.fingerprint();
    Wanted wanted = record.wanted(desired);
    Entry entry = known.state() == State.CLOSED ? known.reopened(wanted) : known.wanted(wanted);
    boolean retry =
        open.stream().anyMatch(step -> step.op() == Op.COMMENT)
            || lost.mayHaveChanged(cycle, known.targetId());
    open.forEach(draft::stepOver);
    draft.update(entry);
    if (change.fields()) {
      boolean over = lost.hasEnded(cycle, entry.targetId());
      draft.change(update(record, entry, over, maybeWritten(record, known, open)));
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

  private void held(DesiredRecord record, @Nullable Entry entry, Decision.Held held) {
    switch (held.reason()) {
      case IN_DOUBT -> cycle.tally().add(Heading.IN_DOUBT, record.key());
      case NOT_WANTED -> cycle.tally().add(Heading.HELD, record.key());
      case ENDED_BY_PERSON, DEAD, COMMENT_EVERY -> cycle.tally().addUnchanged();
    }
    seenAgain(entry);
  }

  /**
   * The one thing that may have to be written for an unchanged record: that it is not missing any
   * more.
   */
  private void seenAgain(@Nullable Entry entry) {
    if (entry != null && entry.missed() > 0) {
      draft.update(entry.seenAgain());
    }
  }
}
