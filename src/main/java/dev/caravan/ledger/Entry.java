package dev.caravan.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger knows of one source record and its counterpart.
 *
 * @param generation counts the counterparts that the record has had, from 1
 * @param marker the word that makes the counterpart findable in the target
 * @param targetId absent until the target accepted the create
 * @param desired fingerprint of what the counterpart should say
 * @param applied fingerprint of what the target last accepted; absent before the first time
 * @param written the update fields that the target last accepted, as JSON
 * @param closing the fields that close the counterpart, as JSON; absent where it is never closed
 * @param missed complete cycles in a row that did not list the record
 * @param held a person ended the counterpart: no new one until the record has been away
 * @param attemptedAt when the last create was intended or, once it is in doubt, given up
 * @param scans complete scans of the target that did not find the marker
 * @param commentedAt when we last wrote a comment
 * @param seen when the record was first wanted
 * @param created when the target accepted the create of this generation; absent before, and for a
 *     counterpart that was found rather than created
 */
public record Entry(
    String key,
    int generation,
    State state,
    String marker,
    @Nullable String targetId,
    Fingerprint desired,
    @Nullable Fingerprint applied,
    @Nullable String written,
    @Nullable String closing,
    String summary,
    int missed,
    boolean held,
    @Nullable Instant attemptedAt,
    int scans,
    @Nullable Instant commentedAt,
    Moment seen,
    @Nullable Moment created) {

  /** A fresh entry whose counterpart is to be created. */
  public static Entry intended(
      String key, int generation, String marker, Fingerprint desired, Moment seen) {
    return new Entry(
        key,
        generation,
        State.INTENDED,
        marker,
        null,
        desired,
        null,
        null,
        null,
        "",
        0,
        false,
        null,
        0,
        null,
        seen,
        null);
  }

  /** Whether its counterpart has ended, and nothing keeps the record from having another one. */
  public boolean isOver() {
    return state == State.CLOSED && !held;
  }

  /** The two lines of its story that every counterpart has, and that are not kept apart from it. */
  public List<Event> events() {
    Event first = new Event(key, seen.cycle(), seen.at(), "seen", summary);
    return created == null ? List.of(first) : List.of(first, creation(created));
  }

  /** The line that is to be kept apart once another generation takes the place of this one. */
  public Optional<Event> creation() {
    return Optional.ofNullable(created).map(this::creation);
  }

  private Event creation(Moment moment) {
    return new Event(key, moment.cycle(), moment.at(), "created", targetId == null ? "" : targetId);
  }

  /** The target accepted the create. */
  public Entry withCreated(Moment created, String targetId) {
    Copy copy = new Copy(this);
    copy.created = created;
    copy.targetId = targetId;
    return copy.entry();
  }

  public Entry withState(State state) {
    Copy copy = new Copy(this);
    copy.state = state;
    return copy.entry();
  }

  public Entry withTarget(String targetId) {
    Copy copy = new Copy(this);
    copy.targetId = targetId;
    return copy.entry();
  }

  /** What the counterpart should say from now on, and how it would be closed. */
  public Entry withDesired(Fingerprint desired, @Nullable String closing, String summary) {
    Copy copy = new Copy(this);
    copy.desired = desired;
    copy.closing = closing;
    copy.summary = summary;
    return copy.entry();
  }

  /** What the target accepted. */
  public Entry withApplied(@Nullable Fingerprint applied, @Nullable String written) {
    Copy copy = new Copy(this);
    copy.applied = applied;
    copy.written = written;
    return copy.entry();
  }

  public Entry withMissed(int missed) {
    Copy copy = new Copy(this);
    copy.missed = missed;
    return copy.entry();
  }

  public Entry withHeld(boolean held) {
    Copy copy = new Copy(this);
    copy.held = held;
    return copy.entry();
  }

  public Entry withAttempt(Instant attemptedAt, int scans) {
    Copy copy = new Copy(this);
    copy.attemptedAt = attemptedAt;
    copy.scans = scans;
    return copy.entry();
  }

  public Entry withCommentedAt(Instant commentedAt) {
    Copy copy = new Copy(this);
    copy.commentedAt = commentedAt;
    return copy.entry();
  }

  /** An entry about to differ: records have no way to change one component. */
  private static final class Copy {
    private final Entry from;
    private State state;
    private @Nullable String targetId;
    private Fingerprint desired;
    private @Nullable Fingerprint applied;
    private @Nullable String written;
    private @Nullable String closing;
    private String summary;
    private int missed;
    private boolean held;
    private @Nullable Instant attemptedAt;
    private int scans;
    private @Nullable Instant commentedAt;
    private @Nullable Moment created;

    Copy(Entry from) {
      this.from = from;
      this.state = from.state;
      this.targetId = from.targetId;
      this.desired = from.desired;
      this.applied = from.applied;
      this.written = from.written;
      this.closing = from.closing;
      this.summary = from.summary;
      this.missed = from.missed;
      this.held = from.held;
      this.attemptedAt = from.attemptedAt;
      this.scans = from.scans;
      this.commentedAt = from.commentedAt;
      this.created = from.created;
    }

    Entry entry() {
      return new Entry(
          from.key,
          from.generation,
          state,
          from.marker,
          targetId,
          desired,
          applied,
          written,
          closing,
          summary,
          missed,
          held,
          attemptedAt,
          scans,
          commentedAt,
          from.seen,
          created);
    }
  }
}
