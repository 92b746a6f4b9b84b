package dev.caravan.reconcile.compare;

/** What is to be done about one record that the source lists. */
sealed interface Decision {
  /** The counterpart says what it should. */
  record Unchanged() implements Decision {}

  /** Nothing may be done yet, or at all. */
  record Held(Reason reason) implements Decision {}

  /** There is no counterpart; make that generation of it. */
  record Create(int generation) implements Decision {}

  /** The counterpart says something else; at least one of both is true. */
  record Alter(boolean fields, boolean note) implements Decision {}

  /** Why a record is held. */
  enum Reason {
    /** Below the severity or younger than the age from which records get a counterpart. */
    NOT_WANTED,
    /** A create or comment is in doubt; nothing else is done to it meanwhile. */
    IN_DOUBT,
    /** A person ended the counterpart. */
    ENDED_BY_PERSON,
    /** The target refused the same change before. */
    DEAD,
    /** The last comment is too young for another one. */
    COMMENT_EVERY
  }
}
