package dev.caravan.cycle;

import dev.caravan.budget.RateLimitedUntil;
import dev.caravan.call.RequestCounts;
import dev.caravan.call.VendorFailure.Forbidden;
import dev.caravan.call.VendorFailure.Missing;
import dev.caravan.call.VendorFailure.NotSent;
import dev.caravan.call.VendorFailure.Unauthorized;
import dev.caravan.cycle.CycleCounters.Heading;
import dev.caravan.store.StoreFault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.JdbiException;
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
      Map<String, RequestCounts> requests) {
    CycleCounters tally = cycle.tally();
    Instant resumeAt = failure instanceof RateLimitedUntil parked ? parked.until() : null;
    return new CycleReport(
        cycle.sync(),
        cycle.number(),
        outcome(cycle, failure),
        cycle.progress().read(),
        tally.count(Heading.CREATED),
        tally.count(Heading.UPDATED),
        tally.count(Heading.CLOSED),
        cycle.tally().unchanged() + tally.count(Heading.ENDED),
        tally.count(Heading.FAILED),
        tally.count(Heading.IN_DOUBT),
        tally.count(Heading.HELD),
        tally.count(Heading.UNMAPPED),
        tally.accepted(),
        tally.waits(),
        requests,
        Duration.between(cycle.startedAt(), clock.instant()),
        cycle.planning(),
        cycle.progress().isOfChangesOnly(),
        List.copyOf(cycle.progress().planned()),
        cycle.progress().rebuilt(),
        cycle.progress().notes(),
        failure == null ? cycle.guard().held().orElse(null) : sentence(failure),
        resumeAt,
        failure instanceof NotSent unsent && unsent.because() == NotSent.Because.HELD_BACK,
        failure == null ? null : CycleFailure.of(failure));
  }

  private static Outcome outcome(Cycle cycle, @Nullable RuntimeException failure) {
    if (failure instanceof OperatorActionRequired) {
      return Outcome.REFUSED;
    }
    if (failure != null) {
      return Outcome.ABORTED;
    }
    if (cycle.guard().held().isPresent()) {
      return Outcome.GUARDED;
    }
    CycleCounters tally = cycle.tally();
    boolean partial =
        tally.count(Heading.FAILED) + tally.count(Heading.IN_DOUBT) + tally.count(Heading.UNSENT)
            > 0;
    return partial ? Outcome.PARTIAL : Outcome.COMPLETE;
  }

  private static String sentence(RuntimeException failure) {
    // Jdbi adds statement and arguments.
    String message =
        failure instanceof JdbiException && failure.getCause() != null
            ? "the store failed: " + StoreFault.of(failure.getCause())
            : failure.getMessage();
    if (message == null || message.isBlank()) {
      return failure.toString();
    }
    if (failure instanceof Missing missing) {
      // Check asks for the account and for what a sync needs, not for every list.
      return ("%s; compare %s.base-url and paths that are set for it with its API, and see what"
              + " 'caravan check' says")
          .formatted(message, missing.account());
    }
    boolean refused = failure instanceof Unauthorized || failure instanceof Forbidden;
    return refused ? message + "; 'caravan check' says what to do" : message;
  }

  /** What the ledger keeps of it. */
  String line(CycleReport report) {
    Rebuilt rebuilt = report.rebuilt();
    if (rebuilt != null) {
      return "restored %d, ended %d".formatted(rebuilt.restored(), rebuilt.ended());
    }
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
