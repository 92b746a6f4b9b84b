package dev.caravan.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger knows of one source record and its counterpart. Whatever happens to an entry is a
 * method that gives the entry as it is then; in which states it may happen is said by {@link
 * Transition}, and where it may not, the method throws an {@link IllegalStateException}.
 *
 * @param generation counts the counterparts that the record has had, from 1
 * @param endedByPerson no new counterpart until the record has been away
 */
public record Entry(
    String key,
    int generation,
    State state,
    boolean endedByPerson,
    Wanted wanted,
    Counterpart counterpart,
    CreateAttempt attempt,
    Presence presence) {

  /** A record that the ledger does not know: its first counterpart is to be created. */
  public static Entry intended(
      String key, String marker, Wanted wanted, @Nullable String fields, Moment now) {
    return intended(key, 1, marker, wanted, fields, now);
  }

  /** The same for one that has had others, which the ledger does not know any more. */
  public static Entry intended(
      String key,
      int generation,
      String marker,
      Wanted wanted,
      @Nullable String fields,
      Moment now) {
    return new Entry(
        key,
        generation,
        State.INTENDED,
        false,
        wanted,
        Counterpart.intended(marker, fields),
        new CreateAttempt(now.at(), 0),
        new Presence(now, 0));
  }

  /**
   * A record whose counterpart was found in the target, but not in the ledger. Its record is still
   * listed: if the counterpart is over, a person ended it.
   *
   * @param since when the record was first wanted
   */
  public static Entry found(
      String key,
      int generation,
      Wanted wanted,
      Counterpart found,
      boolean over,
      Moment since,
      Instant foundAt) {
    return new Entry(
        key,
        generation,
        over ? State.CLOSED : State.OPEN,
        over,
        wanted,
        found,
        new CreateAttempt(foundAt, 0),
        new Presence(since, 0));
  }

  public String marker() {
    return counterpart.marker();
  }

  public @Nullable String targetId() {
    return counterpart.id();
  }

  public String summary() {
    return wanted.summary();
  }

  public int missed() {
    return presence.missed();
  }

  /** Whether there is a counterpart that is ours to keep in step. */
  public boolean hasCounterpart() {
    return state == State.OPEN || state == State.CLOSING;
  }

  /** Whether its counterpart has ended, and nothing keeps the record from having another one. */
  public boolean isOver() {
    return state == State.CLOSED && !endedByPerson;
  }

  /** The generation of the counterpart that would be created now. */
  public int nextGeneration() {
    return state == State.CLOSED ? generation + 1 : generation;
  }

  /** The source lists it, and its counterpart, the first or the next one, is to be created. */
  public Entry intendedAgain(String marker, Wanted now, @Nullable String fields, Instant at) {
    return new Entry(
        key,
        nextGeneration(),
        Transition.INTENDED_AGAIN.after(this),
        false,
        now,
        Counterpart.intended(marker, fields),
        new CreateAttempt(at, 0),
        presence.seen());
  }

  /** The target accepted the create. */
  public Entry accepted(Moment at, String id, @Nullable Fingerprint applied) {
    return after(Transition.ACCEPTED).with(counterpart.accepted(at, id, applied));
  }

  /** The target refused the create. */
  public Entry rejected() {
    return after(Transition.REJECTED);
  }

  /** Whether the target took the create is not known; it was sent by then, if at all. */
  public Entry doubted(Instant at) {
    return after(Transition.DOUBTED).with(new CreateAttempt(at, 0));
  }

  /** A complete scan of the target did not find the marker, which proves nothing yet. */
  public Entry notFound(Instant scanStartedAt, Duration lag) {
    return after(Transition.NOT_FOUND).with(attempt.notFound(scanStartedAt, lag));
  }

  /** The target does not have it: the create may be sent again. */
  public Entry absent() {
    return after(Transition.ABSENT);
  }

  /** A scan found the marker: the target did accept the create. */
  public Entry adopted(String id) {
    return after(Transition.ADOPTED).with(counterpart.adopted(id, wanted.fingerprint()));
  }

  /** The target accepted a create after it was given up. */
  public Entry createdLate(String id) {
    return after(Transition.CREATED_LATE).with(counterpart.adopted(id, wanted.fingerprint()));
  }

  /** Of two counterparts with its marker the other one is kept; what that says is not known. */
  public Entry retargeted(String id) {
    return after(Transition.RETARGETED).with(Counterpart.found(marker(), id));
  }

  /** The counterpart was looked at shortly after its creation. */
  public Entry lookedAt(Baseline seen) {
    return after(Transition.LOOKED_AT).with(counterpart.lookedAt(seen));
  }

  /** The source lists it, and its counterpart is to say something else. */
  public Entry wanted(Wanted now) {
    return after(Transition.WANTED).with(now).with(presence.seen());
  }

  /** The counterpart is taken up again: it says what closed it now, not what we wrote before. */
  public Entry reopened(Wanted now) {
    return after(Transition.REOPENED)
        .with(now)
        .with(presence.seen())
        .with(counterpart.says(null, null));
  }

  /** The source lists it. */
  public Entry seenAgain() {
    return after(Transition.SEEN_AGAIN).with(presence.seen());
  }

  /** One more complete cycle did not list it. */
  public Entry missedAgain() {
    return after(Transition.MISSED_AGAIN).with(presence.missedAgain());
  }

  /**
   * The record left before it had a counterpart. Nothing is left of the entry, unless it had
   * earlier ones: they bear their markers for good, and a generation is never used again.
   */
  public Optional<Entry> forgotten() {
    Entry closed = after(Transition.FORGOTTEN);
    return generation == 1 ? Optional.empty() : Optional.of(closed);
  }

  /** The record of a counterpart that a person ended has left: it may have another one. */
  public Entry released() {
    return after(Transition.RELEASED).with(false);
  }

  /**
   * The target accepted the fields, so the counterpart is open.
   *
   * @param desired what they are part of; absent for what is wanted
   */
  public Entry updated(@Nullable Fingerprint desired, String fields) {
    return after(Transition.UPDATED)
        .with(counterpart.says(applied().withFieldsOf(or(desired)), fields));
  }

  /**
   * The target accepted a comment.
   *
   * @param desired whose note it is; absent for the last word, which no record wants
   */
  public Entry commented(@Nullable Fingerprint desired, Instant at) {
    Fingerprint applied = applied();
    return after(Transition.COMMENTED)
        .with(counterpart.commented(desired == null ? applied : applied.withNoteOf(desired), at));
  }

  /** A close that was given up may have been done. */
  public Entry maybeClosed() {
    return after(Transition.MAYBE_CLOSED);
  }

  /** The counterpart is about to be closed. */
  public Entry aboutToClose() {
    return after(Transition.ABOUT_TO_CLOSE).with(presence.missedAgain());
  }

  /** A change was refused, or a close not sent. */
  public Entry stillOpen() {
    return after(Transition.STILL_OPEN);
  }

  /** The counterpart was closed, or counts as closed. */
  public Entry over() {
    return after(Transition.OVER).with(false);
  }

  /** A person ended the counterpart, or keeps it from being created. */
  public Entry personEnded() {
    return after(Transition.PERSON_ENDED).with(true);
  }

  /** A change found the counterpart over: by ourselves where it was about to be closed. */
  public Entry foundOver() {
    return switch (state) {
      case CLOSED -> this;
      case CLOSING -> over();
      default -> personEnded();
    };
  }

  /** The target does not have the counterpart any more: there is nothing to come back to. */
  public Entry gone() {
    return after(Transition.GONE).with(counterpart.gone());
  }

  /** A refused change counts as written. */
  Entry changeGivenUp(Fingerprint applied) {
    return after(Transition.CHANGE_GIVEN_UP).with(counterpart.says(applied, counterpart.written()));
  }

  /** What the target accepted last; what is wanted where that is not known. */
  Fingerprint applied() {
    return or(counterpart.applied());
  }

  private Fingerprint or(@Nullable Fingerprint known) {
    return known == null ? wanted.fingerprint() : known;
  }

  private Entry after(Transition event) {
    return new Entry(
        key, generation, event.after(this), endedByPerson, wanted, counterpart, attempt, presence);
  }

  private Entry with(boolean ended) {
    return new Entry(key, generation, state, ended, wanted, counterpart, attempt, presence);
  }

  private Entry with(Wanted now) {
    return new Entry(key, generation, state, endedByPerson, now, counterpart, attempt, presence);
  }

  private Entry with(Counterpart now) {
    return new Entry(key, generation, state, endedByPerson, wanted, now, attempt, presence);
  }

  private Entry with(CreateAttempt now) {
    return new Entry(key, generation, state, endedByPerson, wanted, counterpart, now, presence);
  }

  private Entry with(Presence now) {
    return new Entry(key, generation, state, endedByPerson, wanted, counterpart, attempt, now);
  }
}
