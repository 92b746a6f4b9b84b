package dev.caravan.reconcile.absence;

import dev.caravan.call.VendorFailure;
import dev.caravan.cycle.Cycle;
import dev.caravan.cycle.CycleCounters.Heading;

/**
 * Tells a source that gives no usable answer about one record, which is then left for later, from
 * one that gives none at all, which is the account's failure.
 */
public final class SilentSource {
  /** So many answers without use are enough for one cycle. */
  private static final int SILENT = 5;

  private SilentSource() {}

  /**
   * The source was asked about a record, and that failed.
   *
   * @throws RuntimeException the failure, when it is the account's and nothing else was answered;
   *     where something was, that is concluded, and the cycle ends as aborted
   */
  public static void heed(
      Cycle cycle, String key, Confirmations answers, RuntimeException failure) {
    boolean ofTheAccount = !(failure instanceof VendorFailure vendors && vendors.isOfOneRecord());
    if (!answers.anyAnswered() && (ofTheAccount || answers.unanswered() >= SILENT)) {
      throw failure;
    }
    cycle.tally().add(Heading.UNSENT, key);
    cycle
        .progress()
        .note(
            "unanswered",
            ("the source gave no usable answer about %d of the records that it does not list any"
                    + " more; they stay as they are and are asked about again: %s")
                .formatted(answers.unanswered(), failure.getMessage()));
    if (ofTheAccount) {
      cycle.progress().incomplete(failure);
    }
    if (ofTheAccount || answers.unanswered() >= SILENT) {
      answers.noMore();
    }
  }
}
