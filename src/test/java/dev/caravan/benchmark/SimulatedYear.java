package dev.caravan.benchmark;

import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Event;
import dev.caravan.ledger.Fingerprint;
import dev.caravan.ledger.Ledger;
import dev.caravan.ledger.LedgerView;
import dev.caravan.ledger.Marker;
import dev.caravan.ledger.Moment;
import dev.caravan.ledger.Op;
import dev.caravan.ledger.State;
import dev.caravan.ledger.Wanted;
import dev.caravan.ledger.WriteIntent;
import dev.caravan.text.Digest;
import dev.caravan.time.HandClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the cycles of two syncs write into a ledger, one a minute each, without the vendors: records
 * come, change and leave, and each of that is written in the steps of a real cycle.
 */
final class SimulatedYear {
  static final String ALERTS = "datto-alerts-to-atera-tickets";
  static final String DEVICES = "datto-devices-to-ninox";
  private static final int A_DAY = 24 * 60;
  private static final String TICKET =
      "{\"TicketTitle\":\"SRV-01234: Disk C: below 10 %% [%s]\",\"TicketPriority\":\"High\"}";
  private static final String ROW =
      ("{\"Name\":\"PC-01234\",\"Site\":\"Harbour Dental"
          + " Practice\",\"Source\":\"datto-rmm\",\"Kind\":\"laptop\",\"OS\":\"Microsoft Windows"
          + " 11 Pro\",\"Online\":true,\"LastSeen\":"
          + "\"2026-11-27T07:00:00\",\"IP\":\"%s\",\"User\":\"EXAMPLE\\\\user46\",\"PatchStatus\":\"Fully"
          + " patched\",\"Antivirus\":\"Windows Defender: running and up to date\","
          + "\"Removed\":null}");

  private final Ledger ledger;
  private final HandClock clock;
  private final Map<String, Deque<String>> alive;
  private long minute;

  SimulatedYear(Ledger ledger, HandClock clock) {
    this(ledger, clock, Map.of(ALERTS, new ArrayDeque<>(), DEVICES, new ArrayDeque<>()));
  }

  private SimulatedYear(Ledger ledger, HandClock clock, Map<String, Deque<String>> alive) {
    this.ledger = ledger;
    this.clock = clock;
    this.alive = alive;
  }

  /** The same records by another connection. */
  SimulatedYear on(Ledger other) {
    return new SimulatedYear(other, clock, alive);
  }

  /** The keys that a source lists now, in the order of its pages. */
  List<String> listed(String sync) {
    return List.copyOf(alive.get(sync));
  }

  /** The first cycles. */
  void begin(int alerts, int devices) {
    cycle(ALERTS, alerts, 0, 0);
    cycle(DEVICES, devices, 0, 0);
  }

  /** The last cycles: all that there is ends, and nothing but history is left. */
  void end() {
    for (String sync : List.of(ALERTS, DEVICES)) {
      cycle(sync, 0, alive.get(sync).size(), 0);
    }
  }

  /**
   * One cycle of each sync, so many minutes after the last, with all that happened in between.
   *
   * @param alerts that open, and that end, in a day
   * @param changes of devices in a day
   * @param devices that come, and that go, in a day
   * @param seen devices in a day of which nothing has changed but when they were seen
   */
  void cycles(int minutes, int alerts, int changes, int devices, int seen) {
    clock.move(Duration.ofMinutes(minutes));
    long before = minute;
    minute += minutes;
    cycle(ALERTS, share(before, alerts), share(before, alerts), 0);
    int moved = share(before, devices);
    long cycle = cycle(DEVICES, moved, moved, share(before, changes));
    update(cycle, share(before, seen), null);
  }

  private int share(long before, int aDay) {
    return (int) (minute * aDay / A_DAY - before * aDay / A_DAY);
  }

  private long cycle(String sync, int opened, int closed, int changed) {
    long cycle = ledger.begin(sync);
    open(sync, cycle, opened);
    close(sync, cycle, closed);
    update(cycle, changed, "IP, PatchStatus");
    int all = alive.get(sync).size();
    ledger.end(
        sync,
        cycle,
        "complete",
        "read %d, created %d, updated %d, closed %d, unchanged %d, failed 0, in doubt 0"
            .formatted(all, opened, changed, closed, all));
    return cycle;
  }

  private void open(String sync, long cycle, int count) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String key = UUID.randomUUID().toString();
      alive.get(sync).addLast(key);
      String marker = Marker.of("main", sync, key, 1);
      String fields = (sync.equals(ALERTS) ? TICKET : ROW).formatted(marker);
      entries.add(Entry.intended(key, marker, wanted(sync, key), fields, moment(cycle)));
    }
    write(sync, cycle, Op.CREATE, entries, List.of(), (view, all) -> view.entries().insert(all));
    accepted(
        sync,
        cycle,
        entries,
        entry -> entry.accepted(moment(cycle), "1234567", entry.wanted().fingerprint()));
  }

  private void close(String sync, long cycle, int count) {
    List<Entry> missed = new ArrayList<>();
    for (Entry entry : oldest(sync, count)) {
      missed.add(entry.missedAgain());
    }
    write(sync, cycle, null, missed, List.of("missed"), (view, all) -> view.entries().update(all));
    List<Entry> closing = missed.stream().map(Entry::aboutToClose).toList();
    write(
        sync,
        cycle,
        Op.CLOSE,
        closing,
        List.of("over", "closed"),
        (view, all) -> view.entries().update(all));
    accepted(sync, cycle, closing, Entry::over);
  }

  /**
   * @param names what has changed; absent where only moments have
   */
  private void update(long cycle, int count, @Nullable String names) {
    List<Entry> wanted = new ArrayList<>();
    for (Entry entry : oldest(DEVICES, count)) {
      alive.get(DEVICES).addLast(entry.key());
      wanted.add(entry.wanted(wanted(DEVICES, entry.key() + clock.instant())));
    }
    List<String> events = names == null ? List.of() : List.of("updated");
    write(DEVICES, cycle, Op.UPDATE, wanted, events, (view, all) -> view.entries().update(all));
    String row = ROW.formatted("10.0.0." + minute % 256);
    accepted(DEVICES, cycle, wanted, entry -> entry.updated(null, row));
  }

  private List<Entry> oldest(String sync, int count) {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      keys.add(alive.get(sync).removeFirst());
    }
    return ledger.<List<Entry>>read(sync, view -> List.copyOf(view.entries().find(keys).values()));
  }

  private static Wanted wanted(String sync, String fields) {
    return new Wanted(
        new Fingerprint(Digest.of(fields), Digest.of("")),
        sync.equals(ALERTS)
            ? "{\"TicketStatus\":\"Resolved\"}"
            : "{\"Online\":false,\"Removed\":\"now\"}",
        "SRV-01234: Disk C: below 10 % at Harbour Dental Practice");
  }

  private Moment moment(long cycle) {
    return new Moment(cycle, clock.instant());
  }

  /** A page's intents: entries, their stories, and steps of that kind. */
  private void write(
      String sync,
      long cycle,
      @Nullable Op op,
      List<Entry> entries,
      List<String> events,
      BiConsumer<LedgerView, List<Entry>> how) {
    if (entries.isEmpty()) {
      return;
    }
    ledger.write(
        sync,
        cycle,
        view -> {
          how.accept(view, entries);
          for (String event : events) {
            view.events().tell(entries.stream().map(entry -> line(entry, cycle, event)).toList());
          }
          if (op != null) {
            long number = view.intents().reserve(entries.size());
            List<WriteIntent> steps = new ArrayList<>();
            for (Entry entry : entries) {
              steps.add(step(number++, cycle, entry, op));
            }
            view.intents().intend(steps);
          }
          return null;
        });
  }

  private Event line(Entry entry, long cycle, String event) {
    String detail = "the source says that it is resolved at 2026-11-27T07:00:00Z";
    return new Event(entry.key(), cycle, clock.instant(), event, detail);
  }

  private WriteIntent step(long number, long cycle, Entry entry, Op op) {
    return new WriteIntent(
        number,
        cycle,
        entry.key(),
        entry.generation(),
        op,
        null,
        entry.wanted().fingerprint(),
        op == Op.UPDATE ? ROW : "{}",
        clock.instant());
  }

  /** The target has taken them. */
  private void accepted(
      String sync, long cycle, List<Entry> entries, UnaryOperator<Entry> outcome) {
    if (entries.isEmpty()) {
      return;
    }
    ledger.write(
        sync,
        cycle,
        view -> {
          view.entries().update(entries.stream().map(outcome).toList());
          view.intents().over(view.intents().all().stream().map(WriteIntent::step).toList());
          return null;
        });
  }

  /** What a cycle that changes nothing asks of the ledger and writes. */
  void unchanged(String sync, int page) {
    long cycle = ledger.begin(sync);
    ledger.write(
        sync,
        cycle,
        view -> view.intents().all().size() + view.entries().inState(State.IN_DOUBT).size());
    ledger.lastFinished(sync);
    List<String> keys = listed(sync);
    for (int from = 0; from < keys.size(); from += page) {
      List<String> some = keys.subList(from, Math.min(keys.size(), from + page));
      ledger.write(
          sync,
          cycle,
          view -> {
            view.occurrences().all();
            return view.entries().find(some).size() + view.deadLetters().of(some).size();
          });
    }
    ledger.read(
        sync,
        view -> {
          view.entries().eachAlive(entry -> {});
          return null;
        });
    ledger.prune(sync, cycle, YearBenchmark.KEEP);
    ledger.end(sync, cycle, "complete", "read %d".formatted(keys.size()));
  }
}
