package dev.caravan.target;

/** The names under which the routes and the beans of targets share what is done to a record. */
final class TargetVariables {
  /** The change that is being made, its operation, and the target's id, null before a create. */
  static final String CHANGE = "change";

  static final String OP = "op";
  static final String TARGET_ID = "targetId";

  /** What is sent, kept for a second way of sending it. */
  static final String FIELDS = "fields";

  /** Since when a scan looks for markers, an instant; and whether it saw the whole list. */
  static final String SINCE = "since";

  static final String STEADY = "steady";

  /**
   * A list of {@link TicketView} to which a scan adds all that it sees, where somebody wants them.
   */
  static final String VIEWS = "views";

  /** The texts of all comments on a ticket; whether our comment is the last of them. */
  static final String COMMENTS = "comments";

  static final String COVERED = "covered";

  /** How a write ended without being sent: as a person wants it, and why, or left to a person. */
  static final String ENDED = "ended";

  /** Whether it ended by ourselves. */
  static final String OURS = "ours";

  static final String REASON = "reason";
  static final String LEFT = "left";

  /** The sync's setting close-touched. */
  static final String CLOSE_TOUCHED = "closeTouched";

  private TargetVariables() {}
}
