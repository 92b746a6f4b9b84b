package dev.caravan.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import dev.caravan.sandbox.wire.Faults;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A fault and how the cycle that meets it has to end.
 *
 * @param says what the sentence must contain; nothing for a cycle without one
 * @param inDoubt creates that are in doubt then
 * @param header a header computed at the last moment, because it holds a time
 */
record Trouble(
    String name,
    Fault fault,
    Outcome outcome,
    List<String> says,
    int inDoubt,
    @Nullable Late header) {

  /** A header whose value is a moment after now. */
  record Late(String name, UnaryOperator<Instant> at, boolean epoch) {
    Map<String, String> now() {
      Instant then = at.apply(Instant.now());
      return Map.of(
          name,
          epoch
              ? Long.toString(then.getEpochSecond())
              : DateTimeFormatter.RFC_1123_DATE_TIME.format(then.atOffset(ZoneOffset.UTC)));
    }
  }

  static Trouble of(Kind kind) {
    return of(kind, fault -> fault);
  }

  static Trouble of(Kind kind, UnaryOperator<Fault> more) {
    return new Trouble(
        kind.name().toLowerCase(Locale.ROOT).replace('_', '-'),
        more.apply(Fault.of(kind)),
        Outcome.COMPLETE,
        List.of(),
        0,
        null);
  }

  static Trouble status(int status) {
    return status(status, 1);
  }

  /**
   * @param times 0 is always, until the faults are cleared
   */
  static Trouble status(int status, int times) {
    String often = times == 1 ? "" : times == 0 ? " always" : " " + times + " times";
    return new Trouble(
        status + often, Fault.status(status).times(times), Outcome.COMPLETE, List.of(), 0, null);
  }

  /** Every form in which a server asks for a second's pause. */
  static Stream<Trouble> throttled() {
    Trouble plain = status(429).passes();
    return Stream.of(
        plain.with("Retry-After", "1"),
        plain.with("Retry-After", "1.5"),
        plain.with("X-RateLimit-Reset", "1"),
        plain.with("X-RateLimit-Reset", "\"1\""),
        plain.with("X-RateLimit-Reset", "0.75"),
        plain.with("X-RateLimit-Reset", "1, 1"),
        plain.late(new Late("Retry-After", now -> now.plusSeconds(1), false)),
        plain.late(new Late("X-RateLimit-Reset", now -> now.plusSeconds(1), true)),
        plain
            .named("429 with a hint in its body")
            .changed(fault -> fault.withBody("application/json", "{\"retryAfter\":1}")),
        plain
            .named("429 with a sentence in its body")
            .changed(fault -> fault.withBody("text/plain", "Slow down, retry in 1 second.")));
  }

  private Trouble with(String header, String value) {
    return named("429 with %s: %s".formatted(header, value))
        .changed(fault -> fault.withHeaders(Map.of(header, value)));
  }

  private Trouble late(Late late) {
    String form = late.epoch() ? "epoch seconds" : "an HTTP date";
    return new Trouble(
        "429 with %s as %s".formatted(late.name(), form), fault, outcome, says, inDoubt, late);
  }

  private Trouble changed(UnaryOperator<Fault> change) {
    return new Trouble(name, change.apply(fault), outcome, says, inDoubt, header);
  }

  Trouble named(String other) {
    return new Trouble(other, fault, outcome, says, inDoubt, header);
  }

  /** Nobody need know of it: the cycle is complete. */
  Trouble passes() {
    return new Trouble(name, fault, Outcome.COMPLETE, List.of(), 0, header);
  }

  Trouble ends(Outcome how, String... words) {
    return new Trouble(name, fault, how, List.of(words), 0, header);
  }

  /** One create is in doubt. */
  Trouble doubts(Outcome how, String... words) {
    return new Trouble(name, fault, how, List.of(words), 1, header);
  }

  /** One record is refused. */
  Trouble refuses() {
    return new Trouble(name, fault, Outcome.PARTIAL, List.of(), 0, header);
  }

  boolean isRefused() {
    return outcome == Outcome.PARTIAL && inDoubt == 0;
  }

  Fault at(String vendor, String method, String path) {
    Fault now = header == null ? fault : fault.withHeaders(header.now());
    return now.on(vendor, method, path);
  }

  void check(CycleReport report, Faults faults) {
    assertThat(faults.broken()).as("the fault struck").isPositive();
    assertThat(report.outcome()).as(report.toString()).isEqualTo(outcome);
    if (says.isEmpty()) {
      assertThat(report.error()).isNull();
    } else {
      assertThat(report.error()).contains(says);
    }
    assertThat(report.closed()).as("closed").isZero();
    assertThat(report.failed()).as("failed").isEqualTo(isRefused() ? 1 : 0);
    if (fault.status() == 429) {
      assertThat(report.requests().values())
          .as("the refusal is counted")
          .anyMatch(requests -> requests.status429() == 1);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
