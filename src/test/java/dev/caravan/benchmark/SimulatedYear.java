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
import java.util.function.Consumer;
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
  private int minute;

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

  /** One cycle of each sync. */
  void minute(int alertsADay, int changesADay, int devicesADay, int seenADay) {
    clock.move(Duration.ofMinutes(1));
    int alerts = share(alertsADay);
    cycle(ALERTS, alerts, alerts, 0);
    int devices = share(devicesADay);
    long cycle = cycle(DEVICES, devices, devices, share(changesADay));
    update(cycle, share(seenADay), null);
    minute++;
  }

  private int share(int aDay) {
    long now = minute;
    return (int) ((now + 1) * aDay / A_DAY - now * aDay / A_DAY);
  }

  private long cycle(String sync, int opened, int closed, int changed) {
    long cycle = ledger.begin(sync);
    open(sync, cycle, opened);
    close(sync, cycle, closed);
    update(cycle, changed, "IP, PatchStatus");
    ledger.end(
        sync,
        cycle,
        "complete",
        "read %d, created %d, updated %d, closed %d, unchanged %d, failed 0, in doubt 0"
            .formatted(alive.get(sync).size(), opened, changed, closed, alive.get(sync).size()));
    return cycle;
  }

  private void open(String sync, long cycle, int count) {
    for (int i = 0; i < count; i++) {
      String key = UUID.randomUUID().toString();
      alive.get(sync).addLast(key);
      String marker = Marker.of("main", sync, key, 1);
      boolean ticket = sync.equals(ALERTS);
      Wanted wanted =
          new Wanted(
              print(key),
              ticket ? "{\"TicketStatus\":\"Resolved\"}" : "{\"Online\":false,\"Removed\":\"now\"}",
              "SRV-01234: Disk C: below 10 % at Harbour Dental Practice");
      Entry entry =
          Entry.intended(
              key, marker, wanted, (ticket ? TICKET : ROW).formatted(marker), moment(cycle));
      write(sync, cycle, view -> view.entries().insert(List.of(entry)), step(entry, Op.CREATE));
      after(sync, cycle, entry.accepted(moment(cycle), "1234567", wanted.fingerprint()));
    }
  }

  private void close(String sync, long cycle, int count) {
    for (int i = 0; i < count; i++) {
      Entry entry = find(sync, alive.get(sync).removeFirst());
      Entry missed = entry.missedAgain();
      write(sync, cycle, view -> view.entries().update(List.of(missed)), null);
      tell(sync, cycle, entry, "missed", "not listed; the source was not asked yet");
      Entry closing = missed.aboutToClose();
      write(sync, cycle, view -> view.entries().update(List.of(closing)), step(entry, Op.CLOSE));
      tell(sync, cycle, entry, "over", "the source says that it is resolved at 2026-11-27T07:00Z");
      tell(sync, cycle, entry, "closed", "");
      after(sync, cycle, closing.over());
    }
  }

  /**
   * @param names what has changed; absent where only moments have
   */
  private void update(long cycle, int count, @Nullable String names) {
    Deque<String> devices = alive.get(DEVICES);
    for (int i = 0; i < count; i++) {
      String key = devices.removeFirst();
      devices.addLast(key);
      Entry before = find(DEVICES, key);
      Wanted now =
          new Wanted(
              print(key + clock.instant()), before.wanted().closing(), before.wanted().summary());
      Entry wanted = before.wanted(now);
      write(
          DEVICES, cycle, view -> view.entries().update(List.of(wanted)), step(wanted, Op.UPDATE));
      if (names != null) {
        tell(DEVICES, cycle, wanted, "updated", names);
      }
      after(DEVICES, cycle, wanted.updated(null, ROW.formatted("10.0.0." + minute % 256)));
    }
  }

  private Entry find(String sync, String key) {
    return ledger.<Entry>read(sync, view -> view.entries().find(key).orElseThrow());
  }

  private static Fingerprint print(String text) {
    return new Fingerprint(Digest.of(text), Digest.of(""));
  }

  private Moment moment(long cycle) {
    return new Moment(cycle, clock.instant());
  }

  private WriteIntent step(Entry entry, Op op) {
    return new WriteIntent(
        0,
        1,
        entry.key(),
        entry.generation(),
        op,
        null,
        entry.wanted().fingerprint(),
        op == Op.UPDATE ? ROW : "{}",
        clock.instant());
  }

  private void write(
      String sync, long cycle, Consumer<LedgerView> work, @Nullable WriteIntent step) {
    ledger.write(
        sync,
        cycle,
        view -> {
          work.accept(view);
          if (step != null) {
            long number = view.intents().reserve(1);
            view.intents()
                .intend(
                    List.of(
                        new WriteIntent(
                            number,
                            cycle,
                            step.key(),
                            step.generation(),
                            step.op(),
                            null,
                            step.desired(),
                            step.payload(),
                            step.intendedAt())));
          }
          return null;
        });
  }

  /** The target has accepted it. */
  private void after(String sync, long cycle, Entry entry) {
    ledger.write(
        sync,
        cycle,
        view -> {
          view.entries().update(List.of(entry));
          List<Long> steps = new ArrayList<>();
          view.intents().all().forEach(step -> steps.add(step.step()));
          view.intents().over(steps);
          return null;
        });
  }

  private void tell(String sync, long cycle, Entry entry, String event, String detail) {
    ledger.write(
        sync,
        cycle,
        view -> {
          view.events()
              .tell(List.of(new Event(entry.key(), cycle, clock.instant(), event, detail)));
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
