package dev.caravan.reconcile.absence;

import dev.caravan.ledger.AliveEntry;

/**
 * Judges whether a record that has been missing for long enough is over. Pure: no clock, no store.
 *
 * <p>That the source does not know a record is a weak word: a gateway in trouble says 404 as well.
 * It is believed together with lists that are whole. A list that left out a record which the source
 * itself calls open was not, and then it takes more absences.
 */
final class AbsenceClassifier {
  /** Absences in a row after which a record counts as gone though lists are never whole. */
  static final int ABSENCES_FROM_BROKEN_LISTS = 5;

  enum AbsenceStatus {
    /** The source says so: the counterpart is closed. */
    OVER,
    /** The record is there after all. */
    OPEN,
    /** It is gone, but nothing confirms it: the guard decides. */
    UNCONFIRMED,
    /** The source was asked, and its answer says nothing of the record. */
    UNANSWERED,
    /** The source does not know it, but its list proves nothing: one more absence. */
    NOT_BELIEVED,
    /**
     * The source was not asked in this cycle: counts for the guard where others are unconfirmed.
     */
    NOT_ASKED
  }

  private final Confirmations confirmations;
  private final boolean canAsk;

  /**
   * @param canAsk whether the source can be asked for single records at all
   */
  AbsenceClassifier(Confirmations confirmations, boolean canAsk) {
    this.confirmations = confirmations;
    this.canAsk = canAsk;
  }

  AbsenceStatus of(AliveEntry entry) {
    return switch (confirmations.of(entry.key()).fate()) {
      case RESOLVED -> AbsenceStatus.OVER;
      case OPEN -> AbsenceStatus.OPEN;
      case GONE -> isBelieved(entry) ? AbsenceStatus.UNCONFIRMED : AbsenceStatus.NOT_BELIEVED;
      case UNANSWERED -> AbsenceStatus.UNANSWERED;
      case UNKNOWN -> canAsk ? AbsenceStatus.NOT_ASKED : AbsenceStatus.UNCONFIRMED;
    };
  }

  private boolean isBelieved(AliveEntry entry) {
    return !confirmations.anyOpen() || entry.missed() + 1 >= ABSENCES_FROM_BROKEN_LISTS;
  }
}
