package dev.caravan.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.cycle.Cycle;
import dev.caravan.reconcile.journal.Journal;
import dev.caravan.reconcile.journal.WriteOutcome;
import dev.caravan.reconcile.journal.WriteOutcome.Result;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * What a sink does around a call that makes many changes: what {@link WriteExecution} does for one.
 * Thread-safe.
 */
final class BatchExecution {
  private final Journal journal;
  private final FailureClassifier failures = new FailureClassifier();

  BatchExecution(Journal journal) {
    this.journal = journal;
  }

  /** A page's changes in batches of equal size, none larger than that. */
  static List<List<PendingWrite>> batches(Iterable<JsonNode> changes, int most) {
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
   * The target took a call without saying what became of any change; several in a row stop the
   * cycle. To be called after the conclusions.
   */
  void unanswered(Cycle cycle, String reason) {
    WriteExecution.heed(
        cycle,
        new FailureClassifier.FailureOutcome(Result.IN_DOUBT, reason, false, false, true, null));
  }

  /** The next call makes these changes. After this, an answer that never comes means doubt. */
  void begin(Exchange exchange, Collection<PendingWrite> works) {
    Cycle cycle = Cycle.of(exchange);
    cycle.guard().requireWritable();
    journal.begin(cycle, works.stream().map(PendingWrite::step).toList());
    works.forEach(work -> work.phase(PendingWrite.Phase.WRITING));
  }

  /** What a failed call means for one of the changes that it was to make. */
  WriteOutcome failed(Exception caught, PendingWrite work) {
    FailureClassifier.FailureOutcome ruling = failures.rule(caught, work);
    return work.answer(ruling.result(), ruling.reason(), ruling.ended());
  }

  /**
   * Stops the cycle if the failure is the account's, or the last of several calls in a row that the
   * target left without a usable answer; once a failed call, after its conclusions.
   */
  void heed(Cycle cycle, Exception caught, PendingWrite work) {
    WriteExecution.heed(cycle, failures.rule(caught, work));
  }
}
