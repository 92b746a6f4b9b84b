package dev.caravan.reconcile.search;

import dev.caravan.cycle.Cycle;
import dev.caravan.cycle.TargetHealth;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Scans the target at the beginning of a cycle for all who want to know something of it: one scan,
 * as far back as any of them wants, and again while one of them wants another. Thread-safe; the
 * scans of one cycle follow each other.
 *
 * <p>What changes while a list of several pages is read may move behind the reader, so what has
 * changed since the scan began is read once more: it belongs to the same scan.
 */
public final class TargetSearch {
  private static final Cycle.StateKey<Search> STATE = new Cycle.StateKey<>(Search.class);

  private final List<ScanReader> readers;
  private final TargetCloseWatcher closedByPeople;
  private final LostCounterparts lost;
  private final InstantSource clock;

  public TargetSearch(
      LostCounterparts lost,
      InDoubtResolver inDoubt,
      MarkerWatch watch,
      TargetCloseWatcher closedByPeople,
      InstantSource clock) {
    this.readers = List.of(lost, inDoubt, watch);
    this.lost = lost;
    this.closedByPeople = closedByPeople;
    this.clock = clock;
  }

  /** The scan that comes next, or is under way. */
  private static final class Search {
    List<ScanReader> readers = List.of();

    @Nullable Instant startedAt;
    final Map<String, FoundTarget> found = new LinkedHashMap<>();
    boolean steady = true;
    boolean readAgain;
  }

  /**
   * From when on the target is to be scanned, by its own clock; null where nobody wants that. The
   * scan begins now.
   *
   * @param resolve the route that resolves a record at its source; absent where it cannot be told
   */
  public @Nullable String since(Cycle cycle, @Nullable String resolve) {
    Search next = cycle.state(STATE, Search::new);
    Map<ScanReader, Instant> wanted = new LinkedHashMap<>();
    readers.forEach(reader -> reader.since(cycle).ifPresent(since -> wanted.put(reader, since)));
    if (resolve != null) {
      closedByPeople.since(cycle).ifPresent(since -> wanted.put(closedByPeople, since));
    }
    next.readers = List.copyOf(wanted.keySet());
    next.startedAt = clock.instant();
    next.found.clear();
    next.steady = true;
    next.readAgain = false;
    return wanted.values().stream().min(Instant::compareTo).map(Instant::toString).orElse(null);
  }

  /**
   * A scan has ended. Says from when on another one is wanted, as {@link #since}.
   *
   * @param found every counterpart with a marker of ours or of anybody
   * @param steady whether the scan saw the whole list: its total did not change meanwhile
   * @param pages how many pages it had
   */
  public @Nullable String scanned(
      Cycle cycle, List<FoundTarget> found, boolean steady, int pages, @Nullable String resolve) {
    Search next = cycle.state(STATE, Search::new);
    Instant startedAt = Objects.requireNonNull(next.startedAt, "No scan was begun");
    found.forEach(one -> next.found.put(one.marker() + "/" + one.targetId(), one));
    next.steady &= steady;
    if (pages > 1 && !next.readAgain) {
      next.readAgain = true;
      return cycle.target().time(startedAt).minus(TargetHealth.SAME_TIME).toString();
    }
    TargetScan scan = new TargetScan(startedAt, List.copyOf(next.found.values()), next.steady);
    next.readers.forEach(reader -> reader.take(cycle, scan));
    return since(cycle, resolve);
  }

  /**
   * The search is over.
   *
   * @throws IllegalStateException when it was cut short, because Caravan stops, and the ledger may
   *     have been lost
   */
  public void end(Cycle cycle) {
    lost.requireSearched(cycle);
  }
}
