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
 * dead letters; when five have been refused and none accepted, the fault is likely not theirs: they
 * count as not sent, and no further create is to be sent in this cycle. The third such cycle in a
 * row makes dead letters of them, and the next one tries all others. Answers are sifted by one
 * thread at a time; whether creates are stopped may be asked by any.
 */
final class RejectionBreaker {
  private static final int OF_THE_ACCOUNT = 5;
  private static final int IN_A_ROW = 3;

  private final int before;
  private final Map<WriteOutcome, WriteIntent> kept = new LinkedHashMap<>();
  private boolean accepted;
  private int refused;
  private volatile boolean ofTheAccount;
  private volatile String lastReason = "";

  /**
   * @param before how many cycles in a row before this one have ended so
   */
  RejectionBreaker(int before) {
    this.before = before;
  }

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
          boolean counts = create && answer.result() == Result.REJECTED && wasSent.test(step);
          refused += counts ? 1 : 0;
          if (counts && ofTheAccount) {
            concluded.put(stopped(answer), step);
          } else if (counts && !accepted && before < IN_A_ROW) {
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
      kept.forEach((answer, step) -> concluded.put(stopped(answer), step));
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

  /** Whether no further create is to be sent in this cycle. */
  boolean areOfTheAccount() {
    return ofTheAccount;
  }

  int before() {
    return before;
  }

  /** How many cycles in a row have ended so, this one included if it ends now. */
  int inARow() {
    if (ofTheAccount) {
      return before + 1;
    }
    // Creates are tried as long as none is accepted, whatever that makes of them.
    return before >= IN_A_ROW && refused > 0 && !accepted ? before : 0;
  }

  private boolean isLast() {
    return before + 1 >= IN_A_ROW;
  }

  String sentence() {
    return ("The target refused the first %d creates and accepted none, so no further one was sent;"
            + " everything else was done. %s. Its last reason: %s")
        .formatted(
            OF_THE_ACCOUNT,
            isLast()
                ? "It is the third such cycle in a row: the refused ones are dead letters, and the"
                    + " next cycle tries the others"
                : "If it goes on, the third such cycle in a row makes dead letters of the refused"
                    + " ones and the others are tried",
            lastReason);
  }

  private WriteOutcome stopped(WriteOutcome answer) {
    return isLast()
        ? answer
        : new WriteOutcome(
            answer.key(), answer.step(), Result.NOT_SENT, null, answer.reason(), answer.ended());
  }
}
