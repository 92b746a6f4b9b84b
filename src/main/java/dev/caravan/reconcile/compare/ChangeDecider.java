package dev.caravan.reconcile.compare;

import dev.caravan.ledger.DeadLetter;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Fingerprint;
import dev.caravan.ledger.Op;
import dev.caravan.ledger.State;
import dev.caravan.ledger.WriteIntent;
import dev.caravan.reconcile.compare.Decision.Reason;
import dev.caravan.reconcile.record.DesiredRecord;
import dev.caravan.reconcile.record.Rules;
import dev.caravan.reconcile.record.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides about one listed record. Pure: no clock, no store. */
final class ChangeDecider {
  private final Rules rules;
  private final Instant now;
  private final Map<String, Instant> firstRead;

  /**
   * @param firstRead when records were read first that said of themselves that they begin later
   */
  ChangeDecider(Rules rules, Instant now, Map<String, Instant> firstRead) {
    this.rules = rules;
    this.now = now;
    this.firstRead = firstRead;
  }

  /**
   * @param entry absent for a record that the ledger does not know
   * @param letters the record's dead letters
   * @param open writes to its counterpart whose end is not known
   */
  Decision decide(
      DesiredRecord record,
      @Nullable Entry entry,
      List<DeadLetter> letters,
      List<WriteIntent> open) {
    if (entry == null) {
      return wanted(record) ? new Decision.Create(1) : new Decision.Held(Reason.NOT_WANTED);
    }
    return switch (entry.state()) {
      // A plan does not put another cycle's creates in doubt, but it must not promise them either.
      case INTENDED ->
          has(open, Op.CREATE)
              ? new Decision.Held(Reason.IN_DOUBT)
              : new Decision.Create(entry.nextGeneration());
      case IN_DOUBT -> new Decision.Held(Reason.IN_DOUBT);
      case DEAD ->
          refused(letters, Op.CREATE, record.fingerprint())
              ? new Decision.Held(Reason.DEAD)
              : new Decision.Create(entry.nextGeneration());
      case CLOSED -> closed(record, entry);
      case OPEN, CLOSING ->
          open.stream().anyMatch(step -> step.isFresh(now, rules.indexLag()))
              ? new Decision.Held(Reason.IN_DOUBT)
              : compare(record, entry, letters, open);
    };
  }

  private Decision closed(DesiredRecord record, Entry entry) {
    if (entry.endedByPerson()) {
      return new Decision.Held(Reason.ENDED_BY_PERSON);
    }
    if (!wanted(record)) {
      return new Decision.Held(Reason.NOT_WANTED);
    }
    return reopens(record, entry)
        ? new Decision.Alter(true, false)
        : new Decision.Create(entry.nextGeneration());
  }

  /** Whether the counterpart is still there and is to be taken up again. */
  private static boolean reopens(DesiredRecord record, Entry entry) {
    String target = entry.targetId();
    return record.about().path("reopens").asBoolean(false) && target != null && !target.isEmpty();
  }

  private static boolean has(List<WriteIntent> open, Op op) {
    return open.stream().anyMatch(step -> step.op() == op);
  }

  /**
   * Updates and closings are safe to repeat: where one is in doubt, writing the fields again finds
   * out what became of it.
   */
  private Decision compare(
      DesiredRecord record, Entry entry, List<DeadLetter> letters, List<WriteIntent> open) {
    Fingerprint desired = record.fingerprint();
    Fingerprint applied = entry.counterpart().applied();
    boolean unsure = entry.state() == State.CLOSING || has(open, Op.UPDATE);
    boolean fields =
        unsure
            || applied == null
            || !applied.fields().equals(desired.fields())
            || entry.counterpart().isOverruled();
    boolean note =
        rules.comments()
            && (!record.others().isEmpty()
                || (applied != null && !applied.note().equals(desired.note())));
    if (!fields && !note) {
      return new Decision.Unchanged();
    }
    boolean fieldsPossible = fields && !refused(letters, Op.UPDATE, desired);
    boolean notePossible = note && !refused(letters, Op.COMMENT, desired);
    boolean noteNow = notePossible && commentAllowed(entry);
    if (fieldsPossible || noteNow) {
      return new Decision.Alter(fieldsPossible, noteNow);
    }
    return new Decision.Held(notePossible ? Reason.COMMENT_EVERY : Reason.DEAD);
  }

  private boolean commentAllowed(Entry entry) {
    Instant last = entry.counterpart().commentedAt();
    return last == null || !now.isBefore(last.plus(rules.commentEvery()));
  }

  private boolean wanted(DesiredRecord record) {
    Severity least = rules.minSeverity();
    if (least != null && !record.severity().isAtLeast(least)) {
      return false;
    }
    Instant openedAt = record.openedAt();
    if (openedAt == null || isOldEnough(openedAt)) {
      return true;
    }
    // The source's clock may be ahead: a record is as old as its first reading at the least.
    Instant read = firstRead.get(record.key());
    return isOldEnough(read == null || read.isAfter(now) ? now : read);
  }

  private boolean isOldEnough(Instant since) {
    return !now.isBefore(since.plus(rules.openAfter()));
  }

  private boolean refused(List<DeadLetter> letters, Op op, Fingerprint desired) {
    return letters.stream()
        .anyMatch(letter -> letter.op() == op && letter.stillHolds(desired, rules.digest()));
  }
}
