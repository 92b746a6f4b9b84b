package dev.caravan.reconcile;

import dev.caravan.cycle.Cycle;
import dev.caravan.ledger.Ledger;
import dev.caravan.reconcile.InDoubtResolver.Duplicate;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Searches the whole target for counterparts of ours, where the ledger that knew them may have been
 * lost, so that the first cycle takes them up instead of creating others. Thread-safe.
 */
public final class TargetSearch {
  /** A list that changes while it is read may hide something; it is read again, not for ever. */
  private static final int MOST_SCANS = 3;

  private static final Cycle.Key<Search> STATE = new Cycle.Key<>(Search.class);

  private final String installation;
  private final Ledger ledger;

  public TargetSearch(String installation, Ledger ledger) {
    this.installation = installation;
    this.ledger = ledger;
  }

  /** What the scans of one cycle found, by the target's id. */
  private static final class Search {
    final Map<String, FoundTarget> targets = new HashMap<>();
    final Set<Duplicate> named = new HashSet<>();
    int scans;
    boolean steady;
    @Nullable MarkerIndex marked;
  }

  /**
   * Whether the ledger may have been lost: it has never seen a whole cycle, so the target is
   * searched before anything is created, until a scan saw the whole list.
   */
  public boolean mayBe(Cycle cycle) {
    if (ledger.hasFinished(cycle.sync())) {
      return false;
    }
    Search search = of(cycle);
    return !search.steady && search.scans < MOST_SCANS;
  }

  /** The beginning of time, as the start of a search through everything. */
  public String always() {
    return Instant.EPOCH.toString();
  }

  /**
   * A scan has ended.
   *
   * @param steady whether it saw the whole list: its total did not change meanwhile
   */
  public void searched(Cycle cycle, List<FoundTarget> targets, boolean steady) {
    Search search = of(cycle);
    targets.forEach(target -> search.targets.put(target.targetId(), target));
    search.scans++;
    search.steady = steady;
    search.marked = null;
  }

  /**
   * The search is over.
   *
   * @throws IllegalStateException when it was cut short, because Caravan stops
   */
  public void end(Cycle cycle) {
    if (mayBe(cycle)) {
      throw new IllegalStateException(
          "The search for counterparts that an earlier ledger knew was cut short; nothing was"
              + " created");
    }
  }

  /**
   * The surplus counterparts of the records compared so far that were not named before; closing
   * them is safe to repeat.
   */
  public List<Duplicate> duplicates(Cycle cycle) {
    return cycle.planning()
        ? List.of()
        : marked(cycle).map(MarkerIndex::surplus).orElse(List.of()).stream()
            .filter(of(cycle).named::add)
            .toList();
  }

  /** The ledger knows that counterpart already, so its marker is one of ours. */
  void known(Cycle cycle, String marker) {
    marked(cycle).ifPresent(targets -> targets.claim(marker));
  }

  /** The latest counterpart that a record has had, as far as the search found one. */
  Optional<FoundTarget> existing(Cycle cycle, String key) {
    return marked(cycle).flatMap(targets -> targets.latest(key));
  }

  private Optional<MarkerIndex> marked(Cycle cycle) {
    Search search = of(cycle);
    if (search.targets.isEmpty()) {
      return Optional.empty();
    }
    if (search.marked == null) {
      List<FoundTarget> all = List.copyOf(search.targets.values());
      search.marked = new MarkerIndex(installation, cycle.sync(), all);
    }
    return Optional.of(search.marked);
  }

  private static Search of(Cycle cycle) {
    return cycle.state(STATE, Search::new);
  }
}
