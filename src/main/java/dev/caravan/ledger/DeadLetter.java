package dev.caravan.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * A change that the target refused.
 *
 * @param desired what the counterpart should have said
 * @param rules digest of the mapping and settings then in force
 * @param payload what was sent, JSON
 * @param doubleId of the double that could not be closed; empty where it is the record's own
 *     counterpart, of which there is one
 */
public record DeadLetter(
    String key,
    Op op,
    int generation,
    long cycle,
    Instant diedAt,
    Fingerprint desired,
    String rules,
    String reason,
    String payload,
    String doubleId) {
  /** The digest of no rules: a letter with it holds back nothing. */
  private static final String NO_RULES = "";

  /** Of a change of the record's own counterpart. */
  public DeadLetter(
      String key,
      Op op,
      int generation,
      long cycle,
      Instant diedAt,
      Fingerprint desired,
      String rules,
      String reason,
      String payload) {
    this(key, op, generation, cycle, diedAt, desired, rules, reason, payload, "");
  }

  /** Whether the same change under the same rules would only be refused again. */
  public boolean stillHolds(Fingerprint desiredNow, String rulesNow) {
    return desired.equals(desiredNow) && rules.equals(rulesNow);
  }

  /** The same, but it holds nothing back any more. */
  DeadLetter released() {
    return new DeadLetter(
        key, op, generation, cycle, diedAt, desired, NO_RULES, reason, payload, doubleId);
  }

  /**
   * An operator gives it up: a counterpart that was never opened is left to people, one that cannot
   * be closed counts as closed, another change as written. Empty where the letter is older than
   * what has become of its record since.
   *
   * @param open whether writes are on their way: then nobody knows whether there is a counterpart
   */
  Optional<Entry> givenUp(Entry entry, boolean open) {
    return generation == entry.generation() && fits(entry, open)
        ? Optional.of(givenUp(entry))
        : Optional.empty();
  }

  private boolean fits(Entry entry, boolean open) {
    Fingerprint wanted = entry.wanted().fingerprint();
    return switch (op) {
      case CREATE -> entry.state() == State.DEAD || entry.state() == State.INTENDED && !open;
      case CLOSE -> entry.hasCounterpart() && entry.missed() > 0;
      case UPDATE -> entry.hasCounterpart() && wanted.fields().equals(desired.fields());
      case COMMENT -> entry.hasCounterpart() && wanted.note().equals(desired.note());
      // It was never the record's counterpart.
      case DOUBLE -> false;
    };
  }

  private Entry givenUp(Entry entry) {
    return switch (op) {
      case CREATE -> entry.personEnded();
      case CLOSE -> entry.over();
      case DOUBLE -> entry;
      case UPDATE -> entry.changeGivenUp(entry.applied().withFieldsOf(desired));
      case COMMENT -> entry.changeGivenUp(entry.applied().withNoteOf(desired));
    };
  }
}
