package dev.caravan.reconcile.search;

import dev.caravan.cycle.Cycle;
import dev.caravan.ledger.Ledger;
import dev.caravan.reconcile.search.InDoubtResolver.Duplicate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The counterparts in the whole target, where the ledger that knew them may have been lost: it has
 * never seen a whole cycle, or is to be rebuilt. They are taken up instead of creating others.
 * Thread-safe.
 */
public final class LostCounterparts implements ScanReader {
  /** A list that changes while it is read may hide something; it is read again, not for ever. */
  private static final int MOST_SCANS = 3;

  private static final Cycle.StateKey<LossSearch> STATE = new Cycle.StateKey<>(LossSearch.class);

  private final String installation;
  private final Ledger ledger;

  public LostCounterparts(String installation, Ledger ledger) {
    this.installation = installation;
    this.ledger = ledger;
  }

  /** What the scans of one cycle found, by marker and the target's id. */
  private static final class LossSearch {
    final Map<String, FoundTarget> targets = new HashMap<>();
    final Set<Duplicate> named = new HashSet<>();
    int scans;
    boolean steady;
    @Nullable MarkerIndex marked;
  }

  /** The beginning of time, until a scan saw the whole list. */
  @Override
  public Optional<Instant> since(Cycle cycle) {
    if (!cycle.rebuilding() && ledger.hasFinished(cycle.sync())) {
      return Optional.empty();
    }
    LossSearch search = of(cycle);
    return search.steady || search.scans == MOST_SCANS
        ? Optional.empty()
        : Optional.of(Instant.EPOCH);
  }

  @Override
  public void take(Cycle cycle, TargetScan scan) {
    LossSearch search = of(cycle);
    scan.found().forEach(one -> search.targets.put(one.marker() + "/" + one.targetId(), one));
    search.scans++;
    search.steady = scan.steady();
    search.marked = null;
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
    if (cycle.rebuilding() && !of(cycle).steady) {
      throw new IllegalStateException(
          ("The target's list changed in each of %d scans, so a counterpart may have been missed;"
                  + " nothing was changed; try again when it is quieter")
              .formatted(MOST_SCANS));
    }
  }

  /**
   * The surplus counterparts of the records compared so far that were not named before; closing
   * them is safe to repeat.
   */
  public List<Duplicate> duplicates(Cycle cycle) {
    if (!cycle.synchronizing()) {
      return List.of();
    }
    List<Duplicate> surplus = new ArrayList<>(LateCounterparts.duplicates(cycle));
    marked(cycle).map(MarkerIndex::surplus).orElse(List.of()).stream()
        .filter(of(cycle).named::add)
        .forEach(surplus::add);
    return surplus;
  }

  /** The ledger knows that counterpart already, so its marker is one of ours. */
  public void known(Cycle cycle, String marker) {
    marked(cycle).ifPresent(targets -> targets.claim(marker));
  }

  /** The markers that nobody has claimed, in their order. */
  public List<String> unclaimed(Cycle cycle) {
    return marked(cycle).map(MarkerIndex::unclaimed).orElse(List.of());
  }

  /** Whether the target was searched, and counterparts were found. */
  public boolean foundAny(Cycle cycle) {
    return !of(cycle).targets.isEmpty();
  }

  /** The latest counterpart that a record has had, as far as the search found one. */
  public Optional<FoundTarget> existing(Cycle cycle, String key) {
    return marked(cycle).flatMap(targets -> targets.latest(key));
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
