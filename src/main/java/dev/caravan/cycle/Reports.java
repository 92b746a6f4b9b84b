package dev.caravan.cycle;

import dev.caravan.budget.Parked;
import dev.caravan.call.Forbidden;
import dev.caravan.call.Missing;
import dev.caravan.call.Unauthorized;
import dev.caravan.cycle.Tally.Heading;
import dev.caravan.store.StoreLost;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges a cycle by what is left of it. */
final class Reports {
  private final InstantSource clock;

  Reports(InstantSource clock) {
    this.clock = clock;
  }

  CycleReport of(
      Cycle cycle,
      String source,
      @Nullable RuntimeException failure,
      Map<String, CycleReport.Requests> requests) {
    Tally tally = cycle.tally();
    Instant resumeAt = failure instanceof Parked parked ? parked.until() : null;
    return new CycleReport(
        cycle.sync(),
        cycle.number(),
        outcome(cycle, failure),
        cycle.read(),
        tally.count(Heading.CREATED),
        tally.count(Heading.UPDATED),
        tally.count(Heading.CLOSED),
        cycle.unchanged().get() + tally.count(Heading.ENDED),
        tally.count(Heading.FAILED),
        tally.count(Heading.IN_DOUBT),
        tally.count(Heading.HELD),
        tally.count(Heading.UNMAPPED),
        requests,
        Duration.between(cycle.startedAt(), clock.instant()),
        cycle.planning(),
        cycle.isOfChangesOnly(),
        List.copyOf(cycle.planned()),
        cycle.notes(),
        failure == null ? cycle.guarded().orElse(null) : sentence(failure),
        resumeAt);
  }

  private static Outcome outcome(Cycle cycle, @Nullable RuntimeException failure) {
    if (failure instanceof Refused) {
      return Outcome.REFUSED;
    }
    if (failure != null) {
      return Outcome.ABORTED;
    }
    if (cycle.guarded().isPresent()) {
      return Outcome.GUARDED;
    }
    Tally tally = cycle.tally();
    boolean partial =
        tally.count(Heading.FAILED) + tally.count(Heading.IN_DOUBT) + tally.count(Heading.UNSENT)
            > 0;
    return partial ? Outcome.PARTIAL : Outcome.COMPLETE;
  }

  private static String sentence(RuntimeException failure) {
    if (StoreLost.is(failure)) {
      return StoreLost.SENTENCE + "; the next cycle goes on";
    }
    String message = failure.getMessage();
    if (message == null || message.isBlank()) {
      return failure.toString();
    }
    boolean refused =
        failure instanceof Unauthorized
            || failure instanceof Forbidden
            || failure instanceof Missing;
    return refused ? message + "; 'caravan check' says what to do" : message;
  }

  /** What the ledger keeps of it. */
  String line(CycleReport report) {
    String counts =
        "read %d, created %d, updated %d, closed %d, unchanged %d, failed %d, in doubt %d"
            .formatted(
                report.read(),
                report.created(),
                report.updated(),
                report.closed(),
                report.unchanged(),
                report.failed(),
                report.inDoubt());
    return report.error() == null ? counts : counts + "; " + report.error();
  }
}
