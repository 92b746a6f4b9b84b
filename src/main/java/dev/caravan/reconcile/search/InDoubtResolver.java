package dev.caravan.reconcile.search;

import dev.caravan.cycle.Cycle;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Event;
import dev.caravan.ledger.Ledger;
import dev.caravan.ledger.LedgerView;
import dev.caravan.ledger.Op;
import dev.caravan.ledger.State;
import dev.caravan.ledger.WatchedMarker;
import dev.caravan.ledger.WriteIntent;
import dev.caravan.reconcile.record.Duplicate;
import dev.caravan.reconcile.record.Rules;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what became of creates in doubt, by their markers. Thread-safe; the scans of one cycle
 * follow each other.
 *
 * <p>A create that a scan finds is adopted. One that is not found is sent again only after two
 * complete scans: the first a lag after the try failed, the second a lag after the first.
 */
public final class InDoubtResolver implements ScanReader {
  /** Clocks differ, and a target may stamp a record a little before our call. */
  static final Duration OVERLAP = Duration.ofMinutes(5);

  /** Of one cycle: the end of the try may be known by the first only. */
  private static final int MOST_SCANS = 3;

  private static final int SCANS_THAT_COUNT = 2;
  private static final Cycle.StateKey<Scans> STATE = new Cycle.StateKey<>(Scans.class);
  private static final Logger LOG = LoggerFactory.getLogger(InDoubtResolver.class);

  private final Ledger ledger;
  private final Rules.Book rules;
  private final InstantSource clock;

  public InDoubtResolver(Ledger ledger, Rules.Book rules, InstantSource clock) {
    this.ledger = ledger;
    this.rules = rules;
    this.clock = clock;
  }

  private static final class Scans {
    int done;
    final List<Duplicate> duplicates = new ArrayList<>();
    final Set<String> adopted = new HashSet<>();
  }

  /** What a scan comes to. */
  private static final class Settlement {
    final List<Entry> changed = new ArrayList<>();
    final List<Event> events = new ArrayList<>();
    final List<Duplicate> duplicates = new ArrayList<>();
    final List<WatchedMarker> absent = new ArrayList<>();
  }

  /**
   * The first intent in doubt, with an overlap, as long as a scan would settle anything: one in any
   * case, and more while one that begins now would count.
   */
  @Override
  public Optional<Instant> since(Cycle cycle) {
    Scans mine = of(cycle);
    if (cycle.rebuilding() || mine.done >= MOST_SCANS || (cycle.planning() && mine.done > 0)) {
      return Optional.empty();
    }
    List<Entry> doubtful = doubtful(cycle);
    Instant now = clock.instant();
    Duration lag = rules.of(cycle.sync()).indexLag();
    boolean wanted =
        mine.done == 0
            ? !doubtful.isEmpty()
            : doubtful.stream().anyMatch(entry -> entry.attempt().counts(now, lag));
    return wanted
        ? attempts(cycle.sync()).values().stream()
            .min(Comparator.naturalOrder())
            .map(first -> first.minus(OVERLAP))
        : Optional.empty();
  }

  /**
   * A counterpart that is not proven to be what became of the create leaves it in doubt: its marker
   * was quoted, so something was created.
   */
  @Override
  public void take(Cycle cycle, TargetScan scan) {
    Scans mine = of(cycle);
    mine.done++;
    Map<String, List<FoundTarget>> byMarker = scan.byMarker();
    Settlement settlement = new Settlement();
    Map<String, Instant> attempts = attempts(cycle.sync());
    for (Entry entry : doubtful(cycle)) {
      List<FoundTarget> seen = byMarker.getOrDefault(entry.marker(), List.of());
      Instant attempt = attempts.getOrDefault(entry.key(), Instant.MAX);
      List<FoundTarget> targets = FoundTarget.proven(seen, attempt.minus(OVERLAP));
      if (seen.isEmpty()) {
        if (scan.steady()) {
          absent(entry, attempt, scan.startedAt(), cycle, settlement);
        }
      } else if (targets.isEmpty()) {
        LOG.warn(
            "{}: the create of {} stays in doubt: {} quotes its marker {}, but is not proven to be"
                + " its counterpart",
            cycle.sync(),
            entry.key(),
            seen.get(0).targetId(),
            entry.marker());
      } else {
        String kept = targets.get(0).targetId();
        settlement.duplicates.addAll(surplus(entry, kept, targets));
        settlement.changed.add(entry.adopted(kept));
        settlement.events.add(event(cycle, entry.key(), "adopted", kept));
        mine.adopted.add(entry.key());
      }
    }
    mine.duplicates.addAll(settlement.duplicates);
    store(cycle, settlement);
  }

  /** The others that are open and that no person works on. */
  static List<Duplicate> surplus(Entry entry, String kept, List<FoundTarget> targets) {
    return targets.stream()
        .filter(other -> !other.targetId().equals(kept) && !other.over() && !other.touched())
        .map(
            other ->
                new Duplicate(
                    entry.key(), entry.generation(), entry.marker(), other.targetId(), kept))
        .toList();
  }

  /** The surplus counterparts that the scans of a plan found; a cycle has them in its journal. */
  public List<Duplicate> duplicates(Cycle cycle) {
    return List.copyOf(of(cycle).duplicates);
  }

  /** When the create of an entry was first intended, as far as it is in the journal. */
  private Map<String, Instant> attempts(String sync) {
    Map<String, Instant> attempts = new HashMap<>();
    ledger.read(sync, view -> view.intents().all()).stream()
        .filter(step -> step.op() == Op.CREATE)
        .forEach(
            step ->
                attempts.merge(
                    step.key(), step.intendedAt(), (one, two) -> one.isBefore(two) ? one : two));
    return attempts;
  }

  private void absent(
      Entry entry, Instant attempt, Instant scanStartedAt, Cycle cycle, Settlement settlement) {
    Duration lag = rules.of(cycle.sync()).indexLag();
    boolean counts = entry.attempt().counts(scanStartedAt, lag);
    if (!counts || entry.attempt().scans() + 1 < SCANS_THAT_COUNT) {
      settlement.changed.add(entry.notFound(scanStartedAt, lag));
      return;
    }
    settlement.changed.add(entry.absent());
    settlement.absent.add(
        new WatchedMarker(
            entry.key(),
            entry.generation(),
            entry.marker(),
            attempt,
            scanStartedAt,
            scanStartedAt));
    settlement.events.add(
        event(cycle, entry.key(), "absent", "two scans did not find it; it will be sent again"));
    MarkerWatch.lookedFor(cycle, entry.marker());
  }

  private void store(Cycle cycle, Settlement settlement) {
    if (cycle.planning() || settlement.changed.isEmpty()) {
      return;
    }
    List<Entry> changed = settlement.changed;
    ledger.write(
        cycle.sync(),
        cycle.number(),
        view -> {
          view.entries().update(changed);
          view.deadLetters()
              .drop(
                  changed.stream()
                      .filter(entry -> entry.state() == State.OPEN)
                      .map(Entry::key)
                      .toList(),
                  Op.CREATE);
          view.events().tell(settlement.events);
          Set<String> settled =
              changed.stream()
                  .filter(entry -> entry.state() != State.IN_DOUBT)
                  .map(Entry::key)
                  .collect(Collectors.toSet());
          view.intents()
              .over(
                  view.intents().all().stream()
                      .filter(step -> step.op() == Op.CREATE && settled.contains(step.key()))
                      .map(WriteIntent::step)
                      .toList());
          view.watched().put(settlement.absent);
          Duplicate.owe(view, cycle.number(), settlement.duplicates, clock.instant());
          return null;
        });
  }

  private Event event(Cycle cycle, String key, String word, String detail) {
    return new Event(key, cycle.number(), clock.instant(), word, detail);
  }

  /** Those that no scan of this cycle has found so far; in a plan they stay in the ledger. */
  private List<Entry> doubtful(Cycle cycle) {
    return ledger.read(cycle.sync(), InDoubtResolver::doubtful).stream()
        .filter(entry -> !of(cycle).adopted.contains(entry.key()))
        .toList();
  }

  /** An entry is in doubt as long as its create is in the journal. */
  private static List<Entry> doubtful(LedgerView view) {
    List<String> keys =
        view.intents().all().stream()
            .filter(step -> step.op() == Op.CREATE)
            .map(WriteIntent::key)
            .distinct()
            .toList();
    return view.entries().find(keys).values().stream()
        .filter(entry -> entry.state() == State.IN_DOUBT)
        .sorted(Comparator.comparing(Entry::key))
        .toList();
  }

  private static Scans of(Cycle cycle) {
    return cycle.state(STATE, Scans::new);
  }
}
