package dev.caravan.reconcile.journal;

import dev.caravan.cycle.Cycle;
import dev.caravan.cycle.CycleCounters.Heading;
import dev.caravan.ledger.Op;
import dev.caravan.ledger.WriteIntent;
import java.time.Instant;
import java.util.Optional;

/** What the report of a cycle says of the answers of a target. */
final class OutcomeCounts {
  private final Cycle cycle;
  private final Instant now;

  OutcomeCounts(Cycle cycle, Instant now) {
    this.cycle = cycle;
    this.now = now;
  }

  void count(WriteOutcome answer, WriteIntent step) {
    boolean ofDouble = step.op() == Op.DOUBLE;
    String key = ofDouble ? step.key() + " double " + step.step() : step.key();
    switch (answer.result()) {
      case DONE -> {
        heading(answer, step).ifPresent(heading -> add(heading, key));
        accepted(answer, step);
      }
      case REJECTED -> cycle.tally().add(Heading.FAILED, key);
      case IN_DOUBT -> cycle.tally().add(ofDouble ? Heading.UNSENT : Heading.IN_DOUBT, key);
      case NOT_SENT -> cycle.tally().add(Heading.UNSENT, key);
    }
  }

  private void accepted(WriteOutcome answer, WriteIntent step) {
    if (!answer.ended()) {
      cycle.tally().accepted((step.op() == Op.DOUBLE ? Op.CLOSE : step.op()).word());
    }
    if (step.op() == Op.CREATE) {
      cycle.tally().waitedUntil(step.key(), now);
    }
  }

  /** What was left open and got a comment that says so is not held back any more. */
  private void add(Heading heading, String key) {
    if (heading == Heading.UPDATED) {
      cycle.tally().remove(Heading.HELD, key);
    }
    cycle.tally().add(heading, key);
  }

  private Optional<Heading> heading(WriteOutcome answer, WriteIntent step) {
    Heading changed = answer.ended() ? Heading.ENDED : Heading.UPDATED;
    return switch (step.op()) {
      case CREATE -> Optional.of(Heading.CREATED);
      case UPDATE -> Optional.of(changed);
      case COMMENT ->
          OutcomeRecorder.isLastWord(step) && !cycle.tally().has(Heading.HELD, step.key())
              ? Optional.empty()
              : Optional.of(changed);
      case CLOSE -> Optional.of(answer.left() ? Heading.HELD : Heading.CLOSED);
      case DOUBLE -> answer.ended() ? Optional.empty() : Optional.of(Heading.CLOSED);
    };
  }
}
