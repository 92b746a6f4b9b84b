package dev.caravan.replicas;

import dev.caravan.sandbox.Sandbox;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.sandbox.wire.RequestLog;
import dev.caravan.scenario.TicketScenario;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the sandbox's own tickets and log say of a round.
 *
 * @param doubled alerts with a second ticket, whether it was closed again or not
 * @param healed those of them with one ticket that counts: all others were closed
 * @param lost open alerts without an open ticket, and open tickets of alerts that are over
 * @param closedByMistake closings that arrived while their alert was open
 */
record Verdict(
    List<String> doubled, List<String> healed, List<String> lost, List<String> closedByMistake) {
  private static final Pattern TICKET = Pattern.compile("/api/v3/tickets/(\\d+)");
  private static final int GENERATIONS = 4;

  static Verdict of(Sandbox sandbox, AlertHistory alerts) {
    Map<String, List<TicketSnapshot>> byMarker = new HashMap<>();
    Map<Long, String> markers = new HashMap<>();
    for (TicketSnapshot ticket : sandbox.atera().tickets()) {
      String marker = String.valueOf(ticket.marker());
      byMarker.computeIfAbsent(marker, any -> new ArrayList<>()).add(ticket);
      markers.put(ticket.id(), marker);
    }
    List<String> doubled = new ArrayList<>();
    List<String> healed = new ArrayList<>();
    List<String> lost = new ArrayList<>();
    Map<String, String> keys = new HashMap<>();
    Set<String> open = alerts.open();
    for (String key : union(open, alerts.ended().keySet())) {
      List<TicketSnapshot> tickets = new ArrayList<>();
      for (int generation = 1; generation <= GENERATIONS; generation++) {
        String marker = TicketScenario.marker(key, generation);
        keys.put(marker, key);
        tickets.addAll(byMarker.getOrDefault(marker, List.of()));
      }
      long standing = tickets.stream().filter(TicketSnapshot::open).count();
      long wanted = open.contains(key) ? 1 : 0;
      if (tickets.size() > 1) {
        doubled.add(key + " has " + tickets.stream().map(TicketSnapshot::id).toList());
        if (standing == wanted) {
          healed.add(key);
        }
      }
      if (standing != wanted) {
        lost.add("%s is %s and has %d open tickets".formatted(key, state(wanted), standing));
      }
    }
    return new Verdict(doubled, healed, lost, mistakes(sandbox, alerts, markers, keys, byMarker));
  }

  private static String state(long wanted) {
    return wanted == 1 ? "open" : "over";
  }

  private static List<String> union(Set<String> one, Set<String> two) {
    List<String> both = new ArrayList<>(one);
    both.addAll(two);
    return both;
  }

  private static List<String> mistakes(
      Sandbox sandbox,
      AlertHistory alerts,
      Map<Long, String> markers,
      Map<String, String> keys,
      Map<String, List<TicketSnapshot>> byMarker) {
    List<String> mistakes = new ArrayList<>();
    for (RequestLog.LoggedRequest request : sandbox.log().entries()) {
      Matcher path = TICKET.matcher(request.path());
      if (!isClosing(request) || !path.matches()) {
        continue;
      }
      long ticket = Long.parseLong(path.group(1));
      String marker = markers.get(ticket);
      String key = keys.get(marker);
      Instant end = alerts.ended().get(key);
      boolean surplus = byMarker.getOrDefault(marker, List.of()).size() > 1;
      if (!surplus && (end == null || request.at().isBefore(end))) {
        mistakes.add("ticket %d of %s at %s".formatted(ticket, key, request.at()));
      }
    }
    return mistakes;
  }

  private static boolean isClosing(RequestLog.LoggedRequest request) {
    return request.vendor().equals("atera")
        && (request.method().equals("PUT") || request.method().equals("POST"))
        && request.body().contains("\"Resolved\"");
  }

  /** Whether everything agrees at this moment. */
  boolean isInStep() {
    return lost.isEmpty();
  }

  boolean isClean() {
    return doubled.isEmpty() && lost.isEmpty() && closedByMistake.isEmpty();
  }
}
