package dev.caravan.reconcile.search;

import dev.caravan.cycle.Cycle;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Event;
import dev.caravan.ledger.Ledger;
import dev.caravan.ledger.State;
import dev.caravan.ledger.WatchedMarker;
import dev.caravan.reconcile.record.Duplicate;
import dev.caravan.reconcile.record.Rules;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Markers that two scans did not find, and whose create may come up late all the same: a list that
 * was stale, a call that was on its way for an hour. Each is looked for once more before it is sent
 * again, and for a day after, ever less often; where two bear it, one is kept. Thread-safe; the
 * scans of one cycle follow each other.
 */
public final class MarkerWatch implements ScanReader {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration LEAST_PAUSE = Duration.ofSeconds(1);
  private static final Cycle.StateKey<Watch> STATE = new Cycle.StateKey<>(Watch.class);

  private final Ledger ledger;
  private final Rules.Book rules;
  private final InstantSource clock;

  public MarkerWatch(Ledger ledger, Rules.Book rules, InstantSource clock) {
    this.ledger = ledger;
    this.rules = rules;
    this.clock = clock;
  }

  private static final class Watch {
    /** Under watch when the cycle began; absent before that was asked. */
    @Nullable List<WatchedMarker> markers;

    /** Those that were looked for of late, and were not there. */
    final Set<String> lookedFor = new HashSet<>();

    boolean looked;
  }

  /** What a scan comes to. */
  private static final class Sightings {
    final List<Entry> changed = new ArrayList<>();
    final List<Event> events = new ArrayList<>();
    final List<Duplicate> duplicates = new ArrayList<>();
    final List<WatchedMarker> looked = new ArrayList<>();
    final List<WatchedMarker> over = new ArrayList<>();
  }

  /** Notes that a marker is known not to be there: it may be sent again in this cycle. */
  static void lookedFor(Cycle cycle, String marker) {
    of(cycle).lookedFor.add(marker);
  }

  /**
   * Whether a create must wait for a later cycle: its marker was absent a while ago, and no scan of
   * this cycle could tell whether it still is.
   */
  public static boolean mustWait(Cycle cycle, String marker) {
    List<WatchedMarker> watched = of(cycle).markers;
    return watched != null
        && !of(cycle).lookedFor.contains(marker)
        && watched.stream().anyMatch(one -> one.marker().equals(marker));
  }

  @Override
  public Optional<Instant> since(Cycle cycle) {
    Watch mine = of(cycle);
    if (!cycle.synchronizing() || mine.looked) {
      return Optional.empty();
    }
    List<WatchedMarker> watched = ledger.read(cycle.sync(), view -> view.watched().all());
    mine.markers = watched;
    if (watched.isEmpty()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Map<String, Entry> entries = entries(cycle, watched);
    List<WatchedMarker> due = new ArrayList<>();
    for (WatchedMarker one : watched) {
      if (isDue(one, entries.get(one.key()), pause(cycle), now)) {
        due.add(one);
      } else {
        mine.lookedFor.add(one.marker());
      }
    }
    return due.stream()
        .map(WatchedMarker::since)
        .min(Comparator.naturalOrder())
        .map(first -> first.minus(InDoubtResolver.OVERLAP));
  }

  /** Before it is sent always, unless it was looked for just now; then after twice the time. */
  private static boolean isDue(
      WatchedMarker one, @Nullable Entry entry, Duration pause, Instant now) {
    Duration looked = Duration.between(one.absentAt(), one.lookedAt());
    Duration wait = isUnsent(one, entry) || looked.compareTo(pause) < 0 ? pause : looked;
    // A clock that was put back far must not make anybody wait for the old time.
    boolean putBack = now.isBefore(one.absentAt().minus(DAY));
    return !now.isBefore(one.lookedAt().plus(wait)) || !now.isBefore(end(one)) || putBack;
  }

  private static Instant end(WatchedMarker one) {
    return one.absentAt().plus(DAY);
  }

  private static boolean isUnsent(WatchedMarker one, @Nullable Entry entry) {
    return isOf(one, entry) && entry != null && entry.state() == State.INTENDED;
  }

  private static boolean isOf(WatchedMarker one, @Nullable Entry entry) {
    return entry != null && entry.generation() == one.generation();
  }

  @Override
  public void take(Cycle cycle, TargetScan scan) {
    Watch mine = of(cycle);
    mine.looked = true;
    List<WatchedMarker> watched = mine.markers == null ? List.of() : mine.markers;
    Map<String, List<FoundTarget>> byMarker = scan.byMarker();
    Map<String, Entry> entries = entries(cycle, watched);
    Sightings sightings = new Sightings();
    for (WatchedMarker one : watched) {
      List<FoundTarget> seen = byMarker.getOrDefault(one.marker(), List.of());
      List<FoundTarget> targets =
          FoundTarget.proven(seen, one.since().minus(InDoubtResolver.OVERLAP));
      Entry entry = entries.get(one.key());
      boolean unsent = isUnsent(one, entry);
      if (isOf(one, entry) && entry != null && entry.state() != State.IN_DOUBT) {
        found(cycle, entry, targets, sightings);
      }
      if (scan.steady()) {
        Instant at = scan.startedAt();
        if (unsent && seen.isEmpty()) {
          mine.lookedFor.add(one.marker());
        }
        boolean over = !unsent && !at.isBefore(end(one));
        (over ? sightings.over : sightings.looked)
            .add(unsent ? one.stillAbsent(at) : one.looked(at));
      }
    }
    store(cycle, sightings);
  }

  /** An entry with one counterpart or none, and those that bear its marker. */
  private void found(Cycle cycle, Entry entry, List<FoundTarget> targets, Sightings sightings) {
    if (targets.isEmpty() || entry.state() == State.DEAD) {
      return;
    }
    String known = entry.targetId();
    FoundTarget oldest = targets.get(0);
    if (entry.state() == State.INTENDED) {
      sightings.changed.add(entry.adopted(oldest.targetId()));
      tell(cycle, entry, "adopted", oldest.targetId(), sightings);
      sightings.duplicates.addAll(InDoubtResolver.surplus(entry, oldest.targetId(), targets));
      return;
    }
    if (known == null
        || known.isEmpty()
        || targets.stream().allMatch(one -> one.targetId().equals(known))) {
      return;
    }
    boolean older =
        !oldest.targetId().equals(known)
            && !oldest.over()
            && entry.state() == State.OPEN
            && targets.stream().anyMatch(one -> one.targetId().equals(known));
    String kept = older ? oldest.targetId() : known;
    if (older) {
      sightings.changed.add(entry.retargeted(kept));
      tell(cycle, entry, "adopted", kept, sightings);
    }
    sightings.duplicates.addAll(InDoubtResolver.surplus(entry, kept, targets));
  }

  private void tell(Cycle cycle, Entry entry, String word, String detail, Sightings sightings) {
    sightings.events.add(new Event(entry.key(), cycle.number(), clock.instant(), word, detail));
  }

  private void store(Cycle cycle, Sightings sightings) {
    ledger.write(
        cycle.sync(),
        cycle.number(),
        view -> {
          view.entries().update(sightings.changed);
          view.events().tell(sightings.events);
          view.watched().put(sightings.looked);
          view.watched().drop(sightings.over);
          Duplicate.owe(view, cycle.number(), sightings.duplicates, clock.instant());
          return null;
        });
  }

  private Map<String, Entry> entries(Cycle cycle, List<WatchedMarker> watched) {
    List<String> keys = watched.stream().map(WatchedMarker::key).distinct().toList();
    return ledger.read(cycle.sync(), view -> view.entries().find(keys));
  }

  private Duration pause(Cycle cycle) {
    Duration lag = rules.of(cycle.sync()).indexLag();
    return lag.compareTo(LEAST_PAUSE) < 0 ? LEAST_PAUSE : lag;
  }

  private static Watch of(Cycle cycle) {
    return cycle.state(STATE, Watch::new);
  }
}
