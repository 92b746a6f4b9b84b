package dev.caravan.observe;

import dev.caravan.call.CallMeter;
import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Counts what this process does, since its start: cycles, accepted writes, how long records waited,
 * requests. Thread-safe.
 */
public final class Meters implements CallMeter {
  private static final List<String> OPERATIONS = List.of("create", "update", "comment", "close");

  /** From a cycle of nothing to one of a large first reading. */
  private static final Duration[] CYCLES = seconds(1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600);

  /** From an alert that is new when it is read to one that waited for its vendor's outage. */
  private static final Duration[] WAITS =
      seconds(10, 30, 60, 120, 300, 600, 1800, 3600, 14400, 86400);

  private final MeterRegistry registry;

  /**
   * @param syncs each of them and of the notify Pipes counts from zero, so that the first of
   *     anything shows as an increase
   */
  public Meters(MeterRegistry registry, Collection<String> syncs, Collection<String> notifiers) {
    this.registry = registry;
    for (String notifier : notifiers) {
      notices(notifier, true, 0);
      notices(notifier, false, 0);
    }
    for (String sync : syncs) {
      for (Outcome outcome : Outcome.values()) {
        cycles(sync, outcome, 0);
      }
      OPERATIONS.forEach(operation -> changes(sync, operation, 0));
      duration(sync);
      latency(sync);
    }
  }

  /** A cycle of a sync has ended. */
  public void ended(CycleReport report) {
    cycles(report.sync(), report.outcome(), 1);
    report.accepted().forEach((operation, count) -> changes(report.sync(), operation, count));
    duration(report.sync()).record(report.duration());
    Timer waits = latency(report.sync());
    // Negative where the source's clock is ahead of ours.
    report.waits().forEach(wait -> waits.record(wait.isNegative() ? Duration.ZERO : wait));
  }

  @Override
  public void sent(String account, String bucket, int status) {
    String answered = status == 0 ? "none" : Integer.toString(status);
    counter(
            "caravan.calls",
            "HTTP requests, tokens and further tries too",
            Tags.of("account", account, "bucket", bucket, "status", answered))
        .increment();
  }

  /** A notify Pipe was to tell operators something; whether its sink took it. */
  public void notice(String notifier, boolean taken) {
    notices(notifier, taken, 1);
  }

  private void notices(String notifier, boolean taken, int more) {
    counter(
            "caravan.notices",
            "Messages to operators",
            Tags.of("notify", notifier, "result", taken ? "sent" : "failed"))
        .increment(more);
  }

  private void cycles(String sync, Outcome outcome, int more) {
    counter("caravan.cycles", "Ended cycles", Tags.of("sync", sync, "outcome", outcome.word()))
        .increment(more);
  }

  private void changes(String sync, String operation, int more) {
    counter(
            "caravan.changes",
            "Changes that the target accepted",
            Tags.of("sync", sync, "op", operation))
        .increment(more);
  }

  private Counter counter(String name, String help, Tags tags) {
    return Counter.builder(name).description(help).tags(tags).register(registry);
  }

  private Timer duration(String sync) {
    return timer("caravan.cycle.duration", "How long a cycle takes", sync, CYCLES);
  }

  private Timer latency(String sync) {
    return timer(
        "caravan.record.latency", "From an alert to its counterpart's creation", sync, WAITS);
  }

  private Timer timer(String name, String help, String sync, Duration[] bounds) {
    return Timer.builder(name)
        .description(help)
        .tag("sync", sync)
        .serviceLevelObjectives(bounds)
        .register(registry);
  }

  private static Duration[] seconds(long... bounds) {
    return Arrays.stream(bounds).mapToObj(Duration::ofSeconds).toArray(Duration[]::new);
  }
}
