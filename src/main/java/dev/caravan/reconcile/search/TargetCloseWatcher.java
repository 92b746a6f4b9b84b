package dev.caravan.reconcile.search;

import dev.caravan.call.VendorFailure;
import dev.caravan.cycle.Cycle;
import dev.caravan.cycle.CycleCounters.Heading;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Event;
import dev.caravan.ledger.GroupMember;
import dev.caravan.ledger.Ledger;
import dev.caravan.ledger.State;
import dev.caravan.reconcile.record.RecordKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Counterparts that people closed while their records are open, where that is to resolve the record
 * at its source ({@code on-target-closed=resolve}). Thread-safe; resolving is safe to repeat.
 */
public final class TargetCloseWatcher implements ScanReader {
  /** Clocks differ, and a target's lists may be late. */
  private static final Duration OVERLAP = Duration.ofMinutes(10);

  private static final Cycle.StateKey<Ended> ENDED = new Cycle.StateKey<>(Ended.class);

  private final Ledger ledger;
  private final Predicate<String> resolves;
  private final InstantSource clock;

  private static final class Ended {
    boolean looked;
    final Set<String> targets = new HashSet<>();
    final Map<String, Entry> entryByRecord = new ConcurrentHashMap<>();
    final Set<String> failed = ConcurrentHashMap.newKeySet();
  }

  /**
   * @param resolves whether the operator wants that of a sync
   */
  public TargetCloseWatcher(Ledger ledger, Predicate<String> resolves, InstantSource clock) {
    this.ledger = ledger;
    this.resolves = resolves;
    this.clock = clock;
  }

  /** From when on counterparts may have been closed that no cycle has looked at; once a cycle. */
  @Override
  public Optional<Instant> since(Cycle cycle) {
    boolean wanted =
        cycle.synchronizing()
            && resolves.test(cycle.sync())
            && !cycle.state(ENDED, Ended::new).looked;
    return wanted
        ? ledger.lastFinished(cycle.sync()).map(last -> last.startedAt().minus(OVERLAP))
        : Optional.empty();
  }

  @Override
  public void take(Cycle cycle, TargetScan scan) {
    Ended ended = cycle.state(ENDED, Ended::new);
    ended.looked = true;
    scan.found().stream()
        .filter(FoundTarget::over)
        .map(FoundTarget::targetId)
        .forEach(ended.targets::add);
  }

  /** Whether a scan found any closed counterpart. */
  public boolean foundAny(Cycle cycle) {
    return !cycle.state(ENDED, Ended::new).targets.isEmpty();
  }

  /**
   * The records whose counterpart a scan found closed although we did not close it. A list may be
   * stale: whether it is closed the counterpart itself is to say.
   */
  public List<RecordKey> ended(Cycle cycle) {
    Set<String> over = cycle.state(ENDED, Ended::new).targets;
    Map<String, Entry> byRecord = cycle.state(ENDED, Ended::new).entryByRecord;
    if (!over.isEmpty()) {
      ledger.read(
          cycle.sync(),
          view -> {
            List<Entry> closed =
                view.entries().inState(State.OPEN).stream()
                    .filter(entry -> entry.targetId() != null && over.contains(entry.targetId()))
                    .toList();
            List<String> keys = closed.stream().map(Entry::key).toList();
            Map<String, List<GroupMember>> shared = view.occurrences().of(keys);
            for (Entry entry : closed) {
              List<GroupMember> records = shared.getOrDefault(entry.key(), List.of());
              records.forEach(one -> byRecord.put(one.recordKey(), entry));
              if (records.isEmpty()) {
                byRecord.put(entry.key(), entry);
              }
            }
            return null;
          });
    }
    return byRecord.keySet().stream().map(RecordKey::new).toList();
  }

  /** The counterpart of one of them. */
  public @Nullable String targetOf(Cycle cycle, RecordKey record) {
    Entry entry = cycle.state(ENDED, Ended::new).entryByRecord.get(record.text());
    return entry == null ? null : entry.targetId();
  }

  /**
   * One of them could not be looked at or resolved now, which stops no other.
   *
   * @throws RuntimeException what was caught, when it is the account's failure
   */
  public void failed(Cycle cycle, RecordKey record, RuntimeException caught) {
    if (caught instanceof VendorFailure failure && !failure.isOfOneRecord()) {
      throw caught;
    }
    Set<String> failed = cycle.state(ENDED, Ended::new).failed;
    failed.add(record.text());
    cycle.tally().add(Heading.UNSENT, record.text());
    cycle
        .progress()
        .note(
            "resolving",
            "%d records whose counterparts people closed could not be resolved now: %s: %s"
                .formatted(failed.size(), record, caught.getMessage()));
  }

  /** The source was told, or knows no such record any more: the entry is over. */
  public void resolved(Cycle cycle, RecordKey record) {
    Entry shown = cycle.state(ENDED, Ended::new).entryByRecord.get(record.text());
    String key = shown == null ? record.text() : shown.key();
    Instant now = clock.instant();
    ledger.write(
        cycle.sync(),
        cycle.number(),
        view -> {
          view.entries()
              .find(key)
              .filter(entry -> entry.state() == State.OPEN)
              .ifPresent(
                  entry -> {
                    view.entries().update(List.of(entry.personEnded()));
                    view.events()
                        .tell(
                            List.of(
                                new Event(
                                    key,
                                    cycle.number(),
                                    now,
                                    "ended",
                                    "a person closed the counterpart; the record was resolved")));
                  });
          return null;
        });
  }
}
