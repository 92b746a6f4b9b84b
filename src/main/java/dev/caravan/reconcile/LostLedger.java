package dev.caravan.reconcile;

import dev.caravan.cycle.Cycle;
import dev.caravan.cycle.Cycles;
import dev.caravan.ledger.Ledger;
import dev.caravan.ledger.Marker;
import dev.caravan.reconcile.Doubts.Duplicate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Searches the whole target for counterparts of ours, where the ledger that knew them may have been
 * lost, so that the first cycle takes them up instead of creating others. Thread-safe.
 */
public final class LostLedger {
  /** Counterparts that a record may have had one after the other; more are not searched for. */
  private static final int MOST_GENERATIONS = 9;

  private final Ledger ledger;
  private final Cycles cycles;
  private final Map<Cycle, Found> found = new ConcurrentHashMap<>();

  public LostLedger(Ledger ledger, Cycles cycles) {
    this.ledger = ledger;
    this.cycles = cycles;
  }

  private record Found(Map<String, FoundTarget> byMarker, List<Duplicate> duplicates) {
    static final Found NOTHING = new Found(Map.of(), List.of());
  }

  /**
   * Whether the ledger may have been lost: it has never seen a whole cycle, so the target is
   * searched once before anything is created.
   *
   * @param searchable whether the target can be searched with few calls
   */
  public boolean mayBe(String sync, boolean searchable) {
    return searchable && !ledger.hasFinished(sync);
  }

  /** The beginning of time, as the start of a search through everything. */
  public String always() {
    return Instant.EPOCH.toString();
  }

  /** The search has ended. */
  public void searched(String sync, List<FoundTarget> targets) {
    Map<String, FoundTarget> byMarker = new HashMap<>();
    List<Duplicate> duplicates = new ArrayList<>();
    targets.stream()
        .sorted(Comparator.comparingLong(FoundTarget::order))
        .forEach(
            target -> {
              FoundTarget kept = byMarker.putIfAbsent(target.marker(), target);
              if (kept != null && !target.over()) {
                duplicates.add(new Duplicate(target.marker(), target.targetId(), kept.targetId()));
              }
            });
    found.put(cycles.current(sync), new Found(byMarker, duplicates));
  }

  /** The surplus counterparts that the search found; closing them is safe to repeat. */
  public List<Duplicate> duplicates(String sync) {
    Cycle cycle = cycles.current(sync);
    return cycle.planning() ? List.of() : of(cycle).duplicates;
  }

  /** The latest counterpart that a record has had, as far as the search found one. */
  Optional<FoundTarget> existing(Cycle cycle, String installation, String key) {
    Map<String, FoundTarget> byMarker = of(cycle).byMarker;
    if (byMarker.isEmpty()) {
      return Optional.empty();
    }
    for (int generation = MOST_GENERATIONS; generation > 0; generation--) {
      FoundTarget target = byMarker.get(Marker.of(installation, cycle.sync(), key, generation));
      if (target != null && !target.over()) {
        return Optional.of(target.ofGeneration(generation));
      }
    }
    return Optional.empty();
  }

  void forget(Cycle cycle) {
    found.remove(cycle);
  }

  private Found of(Cycle cycle) {
    return found.getOrDefault(cycle, Found.NOTHING);
  }
}
