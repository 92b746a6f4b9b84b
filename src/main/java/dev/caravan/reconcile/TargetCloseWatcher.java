package dev.caravan.reconcile;

import dev.caravan.cycle.Cycle;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Event;
import dev.caravan.ledger.GroupMember;
import dev.caravan.ledger.Ledger;
import dev.caravan.ledger.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Counterparts that people closed while their records are open, where that is to resolve the record
 * at its source ({@code on-target-closed=resolve}). Thread-safe; resolving is safe to repeat.
 */
public final class TargetCloseWatcher {
  /** Clocks differ, and a target's lists may be late. */
  private static final Duration OVERLAP = Duration.ofMinutes(10);

  private static final Cycle.Key<Ended> ENDED = new Cycle.Key<>(Ended.class);

  private final Ledger ledger;
  private final Predicate<String> resolves;
  private final InstantSource clock;

  private static final class Ended {
    final Map<String, String> entryByRecord = new ConcurrentHashMap<>();
  }

  /**
   * @param resolves whether the operator wants that of a sync
   */
  public TargetCloseWatcher(Ledger ledger, Predicate<String> resolves, InstantSource clock) {
    this.ledger = ledger;
    this.resolves = resolves;
    this.clock = clock;
  }

  /**
   * Whether the target is to be searched for such counterparts now.
   *
   * @param route that resolves a record; absent where the source cannot be told
   */
  public boolean watched(Cycle cycle, @Nullable String route) {
    return route != null
        && resolves.test(cycle.sync())
        && !cycle.planning()
        && ledger.lastFinished(cycle.sync()).isPresent();
  }

  /** From when on counterparts may have been closed that no cycle has looked at. */
  public String since(Cycle cycle) {
    return ledger.lastFinished(cycle.sync()).orElseGet(clock::instant).minus(OVERLAP).toString();
  }

  /** The records whose counterpart a scan found closed although we did not close it. */
  public List<String> ended(Cycle cycle, List<FoundTarget> found) {
    Set<String> over =
        found.stream()
            .filter(FoundTarget::over)
            .map(FoundTarget::targetId)
            .collect(Collectors.toSet());
    Map<String, String> byRecord = cycle.state(ENDED, Ended::new).entryByRecord;
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
            for (String key : keys) {
              List<GroupMember> records = shared.getOrDefault(key, List.of());
              records.forEach(one -> byRecord.put(one.recordKey(), key));
              if (records.isEmpty()) {
                byRecord.put(key, key);
              }
            }
            return null;
          });
    }
    return new ArrayList<>(byRecord.keySet());
  }

  /** The source was told, or knows no such record any more: the entry is over. */
  public void resolved(Cycle cycle, String record) {
    String key = cycle.state(ENDED, Ended::new).entryByRecord.getOrDefault(record, record);
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
