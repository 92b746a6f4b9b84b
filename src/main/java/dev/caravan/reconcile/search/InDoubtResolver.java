package dev.caravan.reconcile.search;

import dev.caravan.cycle.Cycle;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Event;
import dev.caravan.ledger.Ledger;
import dev.caravan.ledger.LedgerView;
import dev.caravan.ledger.Op;
import dev.caravan.ledger.State;
import dev.caravan.ledger.WriteIntent;
import dev.caravan.reconcile.record.Rules;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
 * complete scans, the second of which began when the target's lists had to show it.
 */
public final class InDoubtResolver implements ScanReader {
  /** Clocks differ, and a target may stamp a record a little before our call. */
  private static final Duration OVERLAP = Duration.ofMinutes(5);

  private static final int SCANS = 2;

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
    final Map<String, Entry> toAdopt = new LinkedHashMap<>();
  }

  /** A second counterpart with the marker of one that is kept. */
  public record Duplicate(String marker, String targetId, String keptId) {}

  /**
   * The first intent in doubt, with an overlap, as long as a scan would settle anything: one in any
   * case, and one more when the target's lists have to show what was created.
   */
  @Override
  public Optional<Instant> since(Cycle cycle) {
    Scans mine = of(cycle);
    if (!cycle.synchronizing() || mine.done >= SCANS) {
      return Optional.empty();
    }
    List<Entry> doubtful = doubtful(cycle);
    Instant now = clock.instant();
    boolean wanted =
        mine.done == 0
            ? !doubtful.isEmpty()
            : doubtful.stream().anyMatch(entry -> lagIsOver(entry, cycle.sync(), now));
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
    Map<String, List<FoundTarget>> byMarker =
        scan.found().stream().collect(Collectors.groupingBy(FoundTarget::marker));
    List<Entry> changed = new ArrayList<>();
    List<Event> events = new ArrayList<>();
    Map<String, Instant> attempts = attempts(cycle.sync());
    for (Entry entry : doubtful(cycle)) {
      List<FoundTarget> seen = byMarker.getOrDefault(entry.marker(), List.of());
      Instant attempt = attempts.getOrDefault(entry.key(), Instant.MAX).minus(OVERLAP);
      List<FoundTarget> targets =
          seen.stream()
              .filter(target -> target.isProven(attempt))
              .sorted(Comparator.comparingLong(FoundTarget::order))
              .toList();
      if (seen.isEmpty()) {
        if (scan.steady()) {
          changed.add(absent(entry, scan.startedAt(), cycle, events));
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
        FoundTarget kept = targets.get(0);
        targets.stream()
            .skip(1)
            .filter(other -> !other.over())
            .forEach(
                other ->
                    mine.duplicates.add(
                        new Duplicate(entry.marker(), other.targetId(), kept.targetId())));
        mine.toAdopt.put(entry.key(), entry.adopted(kept.targetId()));
      }
    }
    store(cycle, changed, events);
  }

  /**
   * The surplus counterparts are closed: what was found is adopted. Until then it stays in doubt,
   * to be found again.
   */
  public void adopt(Cycle cycle) {
    List<Entry> toAdopt = List.copyOf(of(cycle).toAdopt.values());
    List<Event> events =
        toAdopt.stream()
            .map(entry -> event(cycle, entry, "adopted", String.valueOf(entry.targetId())))
            .toList();
    store(cycle, toAdopt, events);
  }

  /** Whether the scans found anything of what is in doubt. */
  public boolean foundAny(Cycle cycle) {
    return !of(cycle).toAdopt.isEmpty();
  }

  /** The surplus counterparts that the scans found; closing them is safe to repeat. */
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

  private Entry absent(Entry entry, Instant scanStartedAt, Cycle cycle, List<Event> events) {
    boolean late = lagIsOver(entry, cycle.sync(), scanStartedAt);
    if (late && entry.attempt().scans() + 1 >= SCANS) {
      events.add(event(cycle, entry, "absent", "two scans did not find it; it will be sent again"));
      return entry.absent();
    }
    // The last scan must be a late one, so early ones count as the first only.
    return entry.notFound(scanStartedAt, SCANS - 1);
  }

  private void store(Cycle cycle, List<Entry> changed, List<Event> events) {
    if (cycle.planning() || changed.isEmpty()) {
      return;
    }
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
          view.events().tell(events);
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
          return null;
        });
  }

  private Event event(Cycle cycle, Entry entry, String word, String detail) {
    return new Event(entry.key(), cycle.number(), clock.instant(), word, detail);
  }

  private boolean lagIsOver(Entry entry, String sync, Instant at) {
    Instant attemptedAt = entry.attempt().at();
    return attemptedAt == null || !at.isBefore(attemptedAt.plus(rules.of(sync).indexLag()));
  }

  /** Those that no scan of this cycle has found so far. */
  private List<Entry> doubtful(Cycle cycle) {
    return ledger.read(cycle.sync(), InDoubtResolver::doubtful).stream()
        .filter(entry -> !of(cycle).toAdopt.containsKey(entry.key()))
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
