package dev.caravan.storm;

import dev.caravan.ledger.Entry;
import dev.caravan.ledger.State;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.scenario.TicketScenario;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What really happened, written down beside Caravan after each cycle: every ticket there ever was,
 * what people did to it, and which alerts there were. Finds what must never be as soon as it is.
 */
final class Books {
  /** No alert of a storm comes back nearly so often, and no condition. */
  private static final int GENERATIONS = 500;

  private static final Pattern MARKER = Pattern.compile("cv-[a-z2-7]{12}");

  private record Whose(String key, int generation) {}

  private final TicketScenario scenario;
  private final Map<String, Whose> markers = new HashMap<>();
  private final Set<String> keys = new HashSet<>();
  private final Map<String, Set<Long>> tickets = new HashMap<>();
  private final Map<Long, String> markerOf = new HashMap<>();
  private final PeopleLog people = new PeopleLog();
  private final AwayTimes away = new AwayTimes();
  private final Standing standing;
  private final CloseWatch watch;
  private final boolean ledgersGoBack;
  private final Set<Long> gone = new HashSet<>();
  private long closings;

  Books(TicketScenario scenario, Standing standing) {
    this(scenario, standing, false);
  }

  /**
   * @param ledgersGoBack whether ledgers are put back to earlier states
   */
  Books(TicketScenario scenario, Standing standing, boolean ledgersGoBack) {
    this.ledgersGoBack = ledgersGoBack;
    this.scenario = scenario;
    this.standing = standing;
    this.watch = new CloseWatch(scenario, standing);
  }

  /** A person works on a ticket. */
  void person(TicketSnapshot ticket, PersonAction action) {
    people.does(ticket.id(), action, scenario.clock.instant());
  }

  /** A person opened a ticket, whatever it quotes. */
  void personOpens(long ticket) {
    people.opens(ticket);
  }

  /** Before a cycle, or a process that is killed. */
  void open() {
    Set<String> open = standing.open();
    open.forEach(this::know);
    away.look(keys, open);
    letGo();
    watch.begin();
  }

  /**
   * A ticket that a person removed before its id was known, or before what a ledger that was put
   * back knows, is as if it had never been: nothing that Caravan can see says that there was one.
   */
  private void letGo() {
    Set<Long> removed = new HashSet<>(markerOf.keySet());
    scenario.sandbox.atera().tickets().forEach(ticket -> removed.remove(ticket.id()));
    for (long id : removed) {
      Whose whose = markers.get(markerOf.get(id));
      if ((gone.add(id) || ledgersGoBack) && whose != null && !knowsTicket(whose)) {
        tickets.values().removeIf(same -> same.remove(id) && same.isEmpty());
        away.forget(whose.key(), id);
      }
    }
  }

  private boolean knowsTicket(Whose whose) {
    Optional<Entry> entry = scenario.ledger(view -> view.entries().find(whose.key()));
    int ahead = entry.map(one -> one.generation() - whose.generation()).orElse(-1);
    return ahead > 0 || (ahead == 0 && entry.orElseThrow().targetId() != null);
  }

  /** After it. */
  void close(Supplier<String> where) {
    Set<String> open = standing.open();
    open.forEach(this::know);
    standing.resolved().forEach(this::know);
    for (TicketSnapshot ticket : scenario.sandbox.atera().tickets()) {
      if (!people.owns(ticket.id()) && !markerOf.containsKey(ticket.id())) {
        opened(ticket, where);
      }
    }
    away.look(keys, open);
    for (CloseWatch.Closing closing : watch.closings()) {
      Whose whose = markers.get(markerOf.get(closing.ticket()));
      String closed = "ticket %d was closed at %s".formatted(closing.ticket(), closing.at());
      if (people.owns(closing.ticket())) {
        fail(where, closed + " although a person had opened it", null);
      } else if (people.worksOn(closing.ticket(), closing.at())) {
        fail(where, closed + " although a person worked on it", whose == null ? null : whose.key());
      } else if (whose == null) {
        fail(where, "ticket %d is of no alert that was".formatted(closing.ticket()), null);
      } else if (watch.wasOpen(whose.key(), closing)) {
        fail(where, closed + " while its alert was open", whose.key());
      } else {
        closings++;
      }
    }
  }

  /**
   * A ticket that was not there before: its description tells whose it is, for nobody edits that.
   */
  private void opened(TicketSnapshot ticket, Supplier<String> where) {
    Matcher first = MARKER.matcher(ticket.description().lines().findFirst().orElse(""));
    if (!first.find()) {
      fail(where, "ticket %d has no marker".formatted(ticket.id()), null);
    }
    String marker = first.group();
    markerOf.put(ticket.id(), marker);
    people.sees(ticket.id(), scenario.clock.instant());
    Set<Long> same = tickets.computeIfAbsent(marker, any -> new HashSet<>());
    same.add(ticket.id());
    Whose whose = markers.get(marker);
    String key = whose == null ? null : whose.key();
    if (same.size() > 1) {
      fail(where, "%s has the tickets %s".formatted(marker, same), key);
    }
    long before = key == null ? ticket.id() : away.opened(key, ticket.id());
    if (before != ticket.id()) {
      String what = "ticket %d was opened beside %d although its alert was never away";
      fail(where, what.formatted(ticket.id(), before), key);
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
        if (!there && !people.hasEnded(id) && !people.hasTouched(id)) {
          wrong.add(
              "ticket %d of the open alert %s is over\n%s".formatted(id, key, scenario.story(key)));
        }
      }
      frozen(key, latest).ifPresent(wrong::add);
    }
    for (TicketSnapshot ticket : now.values()) {
      if (people.owns(ticket.id())) {
        if (!ticket.open() && !people.hasEnded(ticket.id())) {
          wrong.add("ticket %d, which a person opened, is over".formatted(ticket.id()));
        }
        continue;
      }
      Whose whose = markers.get(markerOf.get(ticket.id()));
      boolean over = whose == null || !open.contains(whose.key()) || !isLatest(whose);
      if (ticket.open() && over && !people.hasTouched(ticket.id()) && isKnown(whose)) {
        String key = whose == null ? "(deleted)" : whose.key();
        wrong.add(
            "ticket %d is open although its alert %s is over\n%s"
                .formatted(ticket.id(), key, whose == null ? "" : scenario.story(key)));
      }
    }
    return wrong;
  }

  /**
   * A ledger that was put back knows nothing of a ticket whose alert came and went since: no marker
   * leads back to an alert that is not listed.
   */
  private boolean isKnown(@Nullable Whose whose) {
    return whose == null
        || !ledgersGoBack
        || scenario.ledger(view -> view.entries().find(whose.key())).isPresent();
  }

  /** Why the entry of an open alert cannot follow it any more, when nobody wanted that. */
  private Optional<String> frozen(String key, Set<Long> latest) {
    Entry entry = scenario.ledger(view -> view.entries().find(key)).orElse(null);
    boolean follows =
        entry == null
            || entry.state() == State.OPEN
            || (entry.endedByPerson() && latest.stream().anyMatch(people::hasEnded));
    return follows
        ? Optional.empty()
        : Optional.of(
            "the entry of the open alert %s is frozen\n%s".formatted(key, scenario.story(key)));
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
