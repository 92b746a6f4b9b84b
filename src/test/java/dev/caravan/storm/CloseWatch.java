package dev.caravan.storm;

import dev.caravan.sandbox.wire.RequestLog;
import dev.caravan.scenario.TicketScenario;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Knows of each closing that reached the tickets whether its alert was open at that moment.
 *
 * <p>Alerts return between two steps only; within one they open for the first time or go. One that
 * is open before and after a step was therefore open all through it.
 */
final class CloseWatch {
  private static final Pattern TICKET = Pattern.compile("/api/v3/tickets/(\\d+)");

  /** Time from one look at the alerts to the next, and the alerts that were open all through it. */
  private record Step(Instant begun, Set<String> open) {}

  /** A closing that was asked for, whatever came of it. */
  record Closing(long ticket, Instant at) {}

  private final TicketScenario scenario;
  private final Standing standing;
  private Step before;
  private Step now;
  private long lastRequest;

  CloseWatch(TicketScenario scenario, Standing standing) {
    this.standing = standing;
    this.scenario = scenario;
    this.now = new Step(scenario.clock.instant(), Set.of());
    this.before = now;
  }

  /** The alerts are as they are; now a cycle, or a process that is killed, may begin. */
  void begin() {
    before = now;
    now = new Step(scenario.clock.instant(), new HashSet<>(standing.open()));
  }

  /** The step is over: the closings that arrived since the last one was. */
  List<Closing> closings() {
    now.open().retainAll(standing.open());
    List<RequestLog.LoggedRequest> fresh =
        scenario.sandbox.log().entries(entry -> entry.number() > lastRequest);
    if (!fresh.isEmpty() && fresh.get(0).number() != lastRequest + 1) {
      throw new IllegalStateException("The log of requests was too short for this step");
    }
    List<Closing> closings = new ArrayList<>();
    for (RequestLog.LoggedRequest entry : fresh) {
      lastRequest = entry.number();
      Matcher ticket = TICKET.matcher(entry.path());
      if (entry.vendor().equals("atera")
          && !entry.method().equals("GET")
          && ticket.matches()
          && TicketScenario.json(entry.body()).path("TicketStatus").asText().equals("Resolved")) {
        closings.add(new Closing(Long.parseLong(ticket.group(1)), entry.at()));
      }
    }
    return closings;
  }

  /** Whether the alert was open when that closing arrived; a killed process's may arrive late. */
  boolean wasOpen(String alert, Closing closing) {
    Step step = closing.at().isBefore(now.begun()) ? before : now;
    return step.open().contains(alert);
  }
}
