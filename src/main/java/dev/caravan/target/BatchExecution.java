package dev.caravan.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.call.CallVariables;
import dev.caravan.cycle.Cycle;
import dev.caravan.cycle.Cycles;
import dev.caravan.reconcile.Journal;
import dev.caravan.reconcile.WriteOutcome;
import dev.caravan.reconcile.WriteOutcome.Result;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * What a sink does around a call that makes many changes: what {@link WriteExecution} does for one.
 * Thread-safe.
 */
public final class BatchExecution {
  private final Cycles cycles;
  private final Journal journal;
  private final FailureClassifier failures = new FailureClassifier();

  public BatchExecution(Cycles cycles, Journal journal) {
    this.cycles = cycles;
    this.journal = journal;
  }

  /** A page's changes in batches of equal size, none larger than that. */
  public List<List<PendingWrite>> batches(Iterable<JsonNode> changes, int most) {
    List<PendingWrite> all = new ArrayList<>();
    for (JsonNode change : changes) {
      all.add(new PendingWrite((ObjectNode) change, new PendingWrite.Group(), true));
    }
    int count = (all.size() + most - 1) / most;
    List<List<PendingWrite>> batches = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      batches.add(List.copyOf(all.subList(all.size() * i / count, all.size() * (i + 1) / count)));
    }
    return batches;
  }

  /**
   * This sink says when a write begins, so that what never began is known not to have been sent.
   */
  public void announce(String sync) {
    journal.announced(cycles.current(sync));
  }

  /** The target answered a call. */
  public void answered(String sync) {
    cycles.current(sync).answered();
  }

  /**
   * The target took a call without saying what became of any change; several in a row stop the
   * cycle. To be called after the conclusions.
   */
  public void unanswered(String sync, String reason) {
    WriteExecution.heed(
        cycles.current(sync),
        new FailureClassifier.FailureOutcome(Result.IN_DOUBT, reason, false, true, null));
  }

  /** Why the cycle may begin no further write. */
  public Optional<RuntimeException> stopped(String sync) {
    return cycles.current(sync).failure();
  }

  /** The next call makes these changes. After this, an answer that never comes means doubt. */
  public void begin(Exchange exchange, Collection<PendingWrite> works) {
    Cycle cycle = cycles.current(exchange.getVariable("sync", String.class));
    // Asked again at the moment of sending: the call may wait for its turn.
    exchange.setProperty(CallVariables.BEFORE_WRITING, (Runnable) cycle::requireWritable);
    cycle.requireWritable();
    journal.begin(cycle, works.stream().map(PendingWrite::step).toList());
    works.forEach(work -> work.phase(PendingWrite.Phase.WRITING));
  }

  /** What became of some changes; on disk within a second, and at the end of the page at latest. */
  public void conclude(String sync, Collection<WriteOutcome> answers) {
    journal.concludeSoon(cycles.current(sync), answers);
  }

  /** The same, on disk when this returns. */
  public void concludeNow(String sync, Collection<WriteOutcome> answers) {
    journal.conclude(cycles.current(sync), answers);
  }

  /** What a failed call means for one of the changes that it was to make. */
  public WriteOutcome failed(Exception caught, PendingWrite work) {
    FailureClassifier.FailureOutcome ruling = failures.rule(caught, work);
    return work.answer(ruling.result(), ruling.reason(), ruling.ended());
  }

  /**
   * Stops the cycle if the failure is the account's, or the last of several calls in a row that the
   * target left without a usable answer; once a failed call, after its conclusions.
   */
  public void heed(String sync, Exception caught, PendingWrite work) {
    WriteExecution.heed(cycles.current(sync), failures.rule(caught, work));
  }
}
