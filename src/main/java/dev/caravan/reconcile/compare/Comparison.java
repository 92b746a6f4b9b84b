package dev.caravan.reconcile.compare;

import dev.caravan.cycle.Cycle;
import dev.caravan.cycle.CycleCounters.Heading;
import dev.caravan.ledger.DeadLetter;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.LedgerView;
import dev.caravan.ledger.Op;
import dev.caravan.ledger.State;
import dev.caravan.ledger.WriteIntent;
import dev.caravan.reconcile.journal.UnitOfWork;
import dev.caravan.reconcile.record.DesiredRecord;
import dev.caravan.reconcile.record.Rules;
import dev.caravan.reconcile.search.FoundTarget;
import dev.caravan.reconcile.search.LostCounterparts;
import java.time.Instant;
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
  private final Creating creating;
  private final Altering altering;

  public Comparison(
      Cycle cycle, Rules rules, Instant now, UnitOfWork draft, LostCounterparts lost) {
    this.lost = lost;
    this.cycle = cycle;
    this.rules = rules;
    this.now = now;
    this.draft = draft;
    this.altering = new Altering(cycle, draft, lost);
    this.creating = new Creating(cycle, rules, now, draft, lost, altering);
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
        creating.adopt(record, entry, unknown.get(), open);
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
        creating.create(one);
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
    return left.isPresent() && held.size() + left.getAsLong() <= creating.mostCreates();
  }

  /** The record is there, so it is not to be closed, and perhaps as its counterpart says it is. */
  private static boolean isVoid(DeadLetter letter, Decision decision) {
    return letter.op() == Op.CLOSE
        || letter.op() != Op.DOUBLE && decision instanceof Decision.Unchanged;
  }

  private void draft(
      DesiredRecord record, @Nullable Entry entry, Decision decision, List<WriteIntent> open) {
    if (decision instanceof Decision.Create create) {
      creating.create(record, entry, create.generation(), open);
    } else if (entry != null && decision instanceof Decision.Alter change) {
      altering.change(record, entry, change, open);
    } else if (decision instanceof Decision.Held held) {
      held(record, entry, held);
    } else {
      cycle.tally().addUnchanged();
      open.forEach(draft::stepOver);
      seenAgain(entry);
    }
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
