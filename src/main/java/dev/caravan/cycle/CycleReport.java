package dev.caravan.cycle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.call.RequestCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one cycle did.
 *
 * @param accepted writes that the target accepted, by kind: create, update, comment, close
 * @param waits how long records that say since when they are there waited for their counterparts
 * @param requests by account, in the order source, target
 * @param changesOnly the source was asked only for what has changed, so nothing was closed
 * @param changes what a plan found; empty for a cycle
 * @param rebuilt what a pass that rebuilds the ledger came to; absent for others
 * @param notes sentences for the operator that are no errors, such as columns that a table lacks
 * @param error why it was aborted or what a guard held back; absent when neither
 * @param resumeAt when the next cycle may begin, if a vendor's limit parked this one
 * @param heldBack it was aborted because a vendor is known to be down: no news
 * @param failure whose fault it was that it was aborted; absent when it was not
 */
public record CycleReport(
    String sync,
    long cycle,
    Outcome outcome,
    int read,
    int created,
    int updated,
    int closed,
    int unchanged,
    int failed,
    int inDoubt,
    int held,
    int unmapped,
    Map<String, Integer> accepted,
    List<Duration> waits,
    Map<String, RequestCounts> requests,
    Duration duration,
    boolean planned,
    boolean changesOnly,
    List<ObjectNode> changes,
    @Nullable Rebuilt rebuilt,
    List<String> notes,
    @Nullable String error,
    @Nullable Instant resumeAt,
    boolean heldBack,
    @Nullable CycleFailure failure) {

  /** Whether every record that was listed agrees with its counterpart now, or is a dead letter. */
  boolean isSettled() {
    return outcome == Outcome.COMPLETE && held == 0;
  }

  /** The same with another sentence for why it was aborted. */
  public CycleReport because(String reason) {
    return new CycleReport(
        sync,
        cycle,
        outcome,
        read,
        created,
        updated,
        closed,
        unchanged,
        failed,
        inDoubt,
        held,
        unmapped,
        accepted,
        waits,
        requests,
        duration,
        planned,
        changesOnly,
        changes,
        rebuilt,
        notes,
        reason,
        resumeAt,
        heldBack,
        failure);
  }
}
