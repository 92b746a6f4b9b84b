package dev.caravan.reconcile.search;

import dev.caravan.cycle.Cycle;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.FinishedCycle;
import dev.caravan.ledger.Ledger;
import dev.caravan.ledger.LedgerView;
import dev.caravan.ledger.State;
import dev.caravan.reconcile.record.Duplicate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The counterparts that the ledger does not know. Where it was lost, for it has never seen a whole
 * cycle, or is to be rebuilt, they are looked for in the whole target. Where it may have gone back
 * in time (a backup, a snapshot, a replica that took over), they are looked for among what has
 * changed since the last cycle that it knows: at a process's start, and after a cycle that did not
 * end. They are taken up instead of creating others. Thread-safe.
 */
public final class LostCounterparts implements ScanReader {
  /** Clocks differ. */
  private static final Duration OVERLAP = Duration.ofMinutes(1);

  private static final Cycle.StateKey<LossSearch> STATE = new Cycle.StateKey<>(LossSearch.class);

  private final String installation;
  private final Ledger ledger;

  /** The last cycle of each sync that this process has begun knowing what the target held. */
  private final Map<String, Long> begun = new ConcurrentHashMap<>();

  public LostCounterparts(String installation, Ledger ledger) {
    this.installation = installation;
    this.ledger = ledger;
  }

  /** The beginning of time, or the end of the last whole cycle, until a scan saw the whole list. */
  @Override
  public Optional<Instant> since(Cycle cycle) {
    LossSearch search = of(cycle);
    if (!search.asked) {
      search.asked = true;
      search.since = begin(cycle).orElse(null);
      ledger.read(cycle.sync(), view -> view.unclaimed().all()).forEach(search::foundBefore);
    }
    return search.steady || search.scans == LossSearch.MOST_SCANS
        ? Optional.empty()
        : Optional.ofNullable(search.since);
  }

  private Optional<Instant> begin(Cycle cycle) {
    Optional<FinishedCycle> last = ledger.lastFinished(cycle.sync());
    Long before =
        cycle.planning() ? begun.get(cycle.sync()) : begun.put(cycle.sync(), cycle.number());
    if (cycle.rebuilding() || last.isEmpty()) {
      return Optional.of(Instant.EPOCH);
    }
    boolean trusted = before != null && last.get().number() >= before;
    return trusted ? Optional.empty() : Optional.of(last.get().endedAt().minus(OVERLAP));
  }

  @Override
  public void take(Cycle cycle, TargetScan scan) {
    LossSearch search = of(cycle);
    search.scans++;
    search.steady = scan.steady();
    search.marked = null;
    List<FoundTarget> found = scan.found();
    if (!search.wholeTarget() && !found.isEmpty()) {
      found.forEach(search::changed);
      Set<String> unknown = found.stream().map(FoundTarget::marker).collect(Collectors.toSet());
      ledger.read(
          cycle.sync(),
          view -> {
            view.entries().eachMarker(unknown::remove);
            return null;
          });
      found = found.stream().filter(one -> unknown.contains(one.marker())).toList();
    }
    found.forEach(search::found);
  }

  /**
   * @throws IllegalStateException when the search was cut short, or is not sure enough for a ledger
   *     that is to be rebuilt
   */
  void requireSearched(Cycle cycle) {
    if (since(cycle).isPresent()) {
      throw new IllegalStateException(
          "The search for counterparts that an earlier ledger knew was cut short; nothing was"
              + " created");
    }
    if (cycle.rebuilding()) {
      of(cycle).requireSteady();
    }
  }

  /** The surplus counterparts of the records compared so far that were not named before. */
  public List<Duplicate> duplicates(Cycle cycle) {
    return cycle.rebuilding()
        ? List.of()
        : marked(cycle).map(MarkerIndex::surplus).orElse(List.of()).stream()
            .filter(of(cycle).named::add)
            .toList();
  }

  /** The ledger knows that counterpart already, so its marker is one of ours. */
  public void known(Cycle cycle, Entry entry) {
    settled(cycle, entry.marker());
    marked(cycle)
        .ifPresent(targets -> targets.claim(entry.key(), entry.generation(), entry.marker()));
  }

  /** The counterpart with that marker is looked after by an entry. */
  public void settled(Cycle cycle, String marker) {
    LossSearch search = of(cycle);
    if (!search.targets.isEmpty()) {
      search.settled.add(marker);
    }
  }

  /** The markers that nobody has claimed, in their order. */
  public List<String> unclaimed(Cycle cycle) {
    return marked(cycle).map(MarkerIndex::unclaimed).orElse(List.of());
  }

  /**
   * The counterparts that this cycle's search found of records which the ledger knows and the
   * source does not list, by what the ledger knows of them; when all that are listed were compared.
   */
  public Map<Entry, FoundTarget> unlisted(Cycle cycle, LedgerView view) {
    Map<Entry, FoundTarget> found = new LinkedHashMap<>();
    if (of(cycle).scans > 0 && !unclaimed(cycle).isEmpty() && !settleKnown(cycle, view)) {
      Consumer<Entry> look =
          entry -> {
            if (!cycle.progress().hasSeen(entry.key())) {
              unknown(cycle, entry).ifPresent(target -> found.put(entry, target));
            }
          };
      view.entries().each(look);
      view.entries().eachEnded(look);
    }
    found.values().forEach(target -> settled(cycle, target.marker()));
    return found;
  }

  /** Settles what entries on this store account for; whether that is all. */
  private boolean settleKnown(Cycle cycle, LedgerView view) {
    List<String> unclaimed = unclaimed(cycle);
    Set<String> unknown = new HashSet<>(unclaimed);
    view.entries().eachMarkerOfAnySync(unknown::remove);
    unclaimed.stream().filter(one -> !unknown.contains(one)).forEach(of(cycle).settled::add);
    return unknown.isEmpty();
  }

  /**
   * What is left then: open counterparts that no record and no entry on this store accounts for, in
   * a sentence; empty where there are none, or this cycle did not look.
   *
   * @param absences complete cycles that show that a record is away
   */
  public Optional<String> leftovers(Cycle cycle, LedgerView view, int absences) {
    LossSearch search = of(cycle);
    Set<String> unclaimed = new HashSet<>(unclaimed(cycle));
    unclaimed.removeAll(search.settled);
    if (!cycle.planning()) {
      search.leave(view, absences, cycle.startedAt());
    }
    List<FoundTarget> open = marked(cycle).orElseThrow().open(unclaimed);
    return open.isEmpty() || search.scans == 0
        ? Optional.empty()
        : Optional.of(LossSearch.leftOpen(open));
  }

  /**
   * Whether the record of a counterpart was away when the search was made, and since: a counterpart
   * that is over was not ended by a person while its record was listed, and one that was open then
   * may have been closed since.
   *
   * @param absences complete cycles that show it
   */
  public boolean wasAway(Cycle cycle, FoundTarget found, int absences) {
    return of(cycle).missed(found) >= absences;
  }

  /** Whether the target was searched, and counterparts were found that the ledger may not know. */
  public boolean foundAny(Cycle cycle) {
    return !of(cycle).targets.isEmpty();
  }

  /**
   * Whether more may have been written to a counterpart than the ledger knows: it has changed since
   * the last cycle that the ledger knows.
   */
  public boolean mayHaveChanged(Cycle cycle, @Nullable String targetId) {
    return targetId != null && of(cycle).changed.contains(targetId);
  }

  /** Whether it has ended since then, by whomever. */
  public boolean hasEnded(Cycle cycle, @Nullable String targetId) {
    return targetId != null && of(cycle).over.contains(targetId);
  }

  /** The latest counterpart that a record has had, as far as the search found one. */
  public Optional<FoundTarget> existing(Cycle cycle, String key) {
    return marked(cycle).flatMap(targets -> targets.latest(key));
  }

  /** What quotes a marker of a record that has no counterpart, as far as the search found any. */
  public Optional<FoundTarget> quoted(Cycle cycle, String key) {
    return marked(cycle).flatMap(targets -> targets.quoted(key));
  }

  /** The latest counterpart, where it is one that the entry does not know of. */
  public Optional<FoundTarget> unknown(Cycle cycle, Entry entry) {
    if (of(cycle).targets.isEmpty()) {
      return Optional.empty();
    }
    boolean none = entry.state() == State.INTENDED || entry.state() == State.DEAD;
    int first = none ? entry.generation() : entry.generation() + 1;
    return existing(cycle, entry.key()).filter(found -> found.generation() >= first);
  }

  private Optional<MarkerIndex> marked(Cycle cycle) {
    LossSearch search = of(cycle);
    if (search.targets.isEmpty()) {
      return Optional.empty();
    }
    if (search.marked == null) {
      List<FoundTarget> all = List.copyOf(search.targets.values());
      search.marked = new MarkerIndex(installation, cycle.sync(), all);
    }
    return Optional.of(search.marked);
  }

  private static LossSearch of(Cycle cycle) {
    return cycle.state(STATE, LossSearch::new);
  }
}
