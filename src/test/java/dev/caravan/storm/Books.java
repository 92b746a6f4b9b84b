package dev.caravan.storm;

import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.scenario.TicketScenario;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What really happened, written down beside Caravan after each cycle: every ticket there ever was,
 * what people did to it, and which alerts there were. Finds what must never be as soon as it is.
 */
final class Books {
  /** No alert of a storm comes back nearly so often, and no condition. */
  private static final int GENERATIONS = 500;

  private record Whose(String key, int generation) {}

  private final TicketScenario scenario;
  private final Map<String, Whose> markers = new HashMap<>();
  private final Set<String> keys = new HashSet<>();
  private final Map<String, Set<Long>> tickets = new HashMap<>();
  private final Map<Long, String> markerOf = new HashMap<>();
  private final Set<Long> touched = new HashSet<>();
  private final Set<Long> ended = new HashSet<>();
  private final Standing standing;
  private final CloseWatch watch;
  private long closings;

  Books(TicketScenario scenario, Standing standing) {
    this.scenario = scenario;
    this.standing = standing;
    this.watch = new CloseWatch(scenario, standing);
  }

  void person(TicketSnapshot ticket, PersonAction action) {
    if (action instanceof PersonAction.Close || action instanceof PersonAction.Delete) {
      ended.add(ticket.id());
    }
    if (!(action instanceof PersonAction.Edit)) {
      touched.add(ticket.id());
    }
  }

  /** Before a cycle, or a process that is killed. */
  void open() {
    standing.open().forEach(this::know);
    watch.begin();
  }

  /** After it. */
  void close(Supplier<String> where) {
    standing.open().forEach(this::know);
    standing.resolved().forEach(this::know);
    for (TicketSnapshot ticket : scenario.sandbox.atera().tickets()) {
      String marker = ticket.marker();
      if (marker == null) {
        fail(where, "ticket %d lost its marker".formatted(ticket.id()), null);
        continue;
      }
      markerOf.put(ticket.id(), marker);
      Set<Long> same = tickets.computeIfAbsent(marker, any -> new HashSet<>());
      same.add(ticket.id());
      Whose whose = markers.get(marker);
      if (same.size() > 1) {
        fail(
            where,
            "%s has the tickets %s".formatted(marker, same),
            whose == null ? null : whose.key());
      }
    }
    for (CloseWatch.Closing closing : watch.closings()) {
      Whose whose = markers.get(markerOf.get(closing.ticket()));
      if (whose == null) {
        fail(where, "ticket %d is of no alert that was".formatted(closing.ticket()), null);
      } else if (watch.wasOpen(whose.key(), closing)) {
        String ticket = "ticket %d was closed at %s".formatted(closing.ticket(), closing.at());
        fail(where, ticket + " while its alert was open", whose.key());
      } else {
        closings++;
      }
    }
  }

  /** At the end, when it has been quiet for some cycles: what does not agree. */
  List<String> disagreements() {
    List<String> wrong = new ArrayList<>();
    Map<Long, TicketSnapshot> now = new HashMap<>();
    scenario.sandbox.atera().tickets().forEach(ticket -> now.put(ticket.id(), ticket));
    Set<String> open = standing.open();
    for (String key : open) {
      Set<Long> latest = latest(key);
      if (latest.isEmpty()) {
        wrong.add("the open alert %s never had a ticket\n%s".formatted(key, scenario.story(key)));
      }
      for (long id : latest) {
        TicketSnapshot ticket = now.get(id);
        boolean there = ticket != null && ticket.open();
        if (!there && !ended.contains(id) && !touched.contains(id)) {
          wrong.add(
              "ticket %d of the open alert %s is over\n%s".formatted(id, key, scenario.story(key)));
        }
      }
    }
    for (TicketSnapshot ticket : now.values()) {
      Whose whose = markers.get(ticket.marker());
      boolean over = whose == null || !open.contains(whose.key()) || !isLatest(whose);
      if (ticket.open() && over && !touched.contains(ticket.id())) {
        String key = whose == null ? "(deleted)" : whose.key();
        wrong.add(
            "ticket %d is open although its alert %s is over\n%s"
                .formatted(ticket.id(), key, whose == null ? "" : scenario.story(key)));
      }
    }
    return wrong;
  }

  private void know(String key) {
    if (keys.add(key)) {
      for (int generation = 1; generation <= GENERATIONS; generation++) {
        markers.put(TicketScenario.marker(key, generation), new Whose(key, generation));
      }
    }
  }

  private Set<Long> latest(String key) {
    for (int generation = GENERATIONS; generation > 0; generation--) {
      Set<Long> ids = tickets.get(TicketScenario.marker(key, generation));
      if (ids != null) {
        return ids;
      }
    }
    return Set.of();
  }

  private boolean isLatest(Whose whose) {
    return latest(whose.key())
        .equals(tickets.get(TicketScenario.marker(whose.key(), whose.generation())));
  }

  private void fail(Supplier<String> where, String what, @Nullable String key) {
    throw new AssertionError(
        "%s: %s%n%s".formatted(where.get(), what, key == null ? "" : scenario.story(key)));
  }

  String counts() {
    return "%d %s, %d tickets, %d closings"
        .formatted(
            keys.size(), standing.isShared() ? "conditions" : "alerts", markerOf.size(), closings);
  }
}
