package dev.caravan.reconcile.journal;

import dev.caravan.ledger.Op;
import dev.caravan.ledger.WriteIntent;
import dev.caravan.reconcile.journal.WriteOutcome.Result;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Tells records that a target refuses from a target that refuses everything. The refused creates at
 * the beginning of a cycle are kept back: when a create is accepted, or the cycle ends, they are
 * dead letters; when five have been refused and none accepted, the fault is the account's and they
 * count as not sent. Not thread-safe.
 */
final class RejectionBreaker {
  private static final int OF_THE_ACCOUNT = 5;

  private final Map<WriteOutcome, WriteIntent> kept = new LinkedHashMap<>();
  private boolean accepted;
  private boolean ofTheAccount;
  private String lastReason = "";

  /**
   * The answers of a batch that can be concluded now, in place of those kept back.
   *
   * @param wasSent whether it was the target that gave the answer
   */
  Map<WriteOutcome, WriteIntent> sift(
      Map<WriteOutcome, WriteIntent> batch, Predicate<WriteIntent> wasSent) {
    Map<WriteOutcome, WriteIntent> concluded = new LinkedHashMap<>();
    batch.forEach(
        (answer, step) -> {
          boolean create = step.op() == Op.CREATE;
          accepted |= create && answer.result() == Result.DONE;
          // What we did not even send says nothing of the target.
          boolean refused = create && answer.result() == Result.REJECTED && wasSent.test(step);
          if (refused && ofTheAccount) {
            concluded.put(notSent(answer), step);
          } else if (refused && !accepted) {
            kept.put(answer, step);
            lastReason = answer.reason();
          } else {
            concluded.put(answer, step);
          }
        });
    if (accepted) {
      concluded.putAll(kept);
      kept.clear();
    } else if (kept.size() >= OF_THE_ACCOUNT) {
      ofTheAccount = true;
      kept.forEach((answer, step) -> concluded.put(notSent(answer), step));
      kept.clear();
    }
    return concluded;
  }

  /** What is still kept back when the cycle ends: refused records after all. */
  Map<WriteOutcome, WriteIntent> atEnd() {
    Map<WriteOutcome, WriteIntent> rest = new LinkedHashMap<>(kept);
    kept.clear();
    return rest;
  }

  boolean areOfTheAccount() {
    return ofTheAccount;
  }

  RuntimeException failure() {
    return new TargetRefusesAll(
        ("The target refused the first %d creates and accepted none; the cycle stops before it"
                + " makes dead letters of everything. Its last reason: %s")
            .formatted(OF_THE_ACCOUNT, lastReason));
  }

  private static WriteOutcome notSent(WriteOutcome answer) {
    return new WriteOutcome(
        answer.key(), answer.step(), Result.NOT_SENT, null, answer.reason(), answer.ended());
  }

  /** The account's failure, whatever the status of the answers said. */
  static final class TargetRefusesAll extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TargetRefusesAll(String message) {
      super(message);
    }
  }
}
