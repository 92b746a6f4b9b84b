package dev.caravan.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a record's counterpart in the target.
 *
 * @param marker the word that makes it findable in the target
 * @param id the target's own; absent until the target accepted the create, empty once nothing is
 *     left to come back to
 * @param applied fingerprint of what the target last accepted; absent where that is not known
 * @param written the update fields that the target last accepted, as JSON; those of a create from
 *     its intention on
 * @param commentedAt when we last wrote a comment
 * @param created when the target accepted the create; absent before, and for a counterpart that was
 *     found rather than created
 * @param baseline how the target's own rules left it; absent where nobody looked in time
 */
public record Counterpart(
    String marker,
    @Nullable String id,
    @Nullable Fingerprint applied,
    @Nullable String written,
    @Nullable Instant commentedAt,
    @Nullable Moment created,
    @Nullable Baseline baseline) {

  public Counterpart(
      String marker,
      @Nullable String id,
      @Nullable Fingerprint applied,
      @Nullable String written,
      @Nullable Instant commentedAt,
      @Nullable Moment created) {
    this(marker, id, applied, written, commentedAt, created, null);
  }

  /** One that is to be created with those fields. */
  static Counterpart intended(String marker, @Nullable String fields) {
    return new Counterpart(marker, null, null, fields, null, null);
  }

  /** One that the target has; what it says is not known. */
  public static Counterpart found(String marker, String id) {
    return new Counterpart(marker, id, null, null, null, null);
  }

  Counterpart accepted(Moment at, String id, @Nullable Fingerprint applied) {
    return new Counterpart(marker, id, applied, written, commentedAt, at);
  }

  /** Whether fields of ours are to be written once more, because a rule of the target's did. */
  public boolean isOverruled() {
    return baseline != null && baseline.overruled() != null;
  }

  Counterpart lookedAt(Baseline seen) {
    return new Counterpart(marker, id, applied, written, commentedAt, created, seen);
  }

  Counterpart adopted(String id, Fingerprint applied) {
    return new Counterpart(marker, id, applied, written, commentedAt, created, baseline);
  }

  Counterpart says(@Nullable Fingerprint applied, @Nullable String written) {
    Baseline after = baseline == null ? null : baseline.corrected();
    return new Counterpart(marker, id, applied, written, commentedAt, created, after);
  }

  Counterpart commented(Fingerprint applied, Instant at) {
    return new Counterpart(marker, id, applied, written, at, created, baseline);
  }

  Counterpart gone() {
    return new Counterpart(marker, "", applied, written, commentedAt, created, baseline);
  }
}
