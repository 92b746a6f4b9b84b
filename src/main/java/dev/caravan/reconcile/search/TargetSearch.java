package dev.caravan.reconcile.search;

import dev.caravan.cycle.Cycle;
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
 */
public final class TargetSearch {
  private static final Cycle.StateKey<Search> STATE = new Cycle.StateKey<>(Search.class);

  private final LostCounterparts lost;
  private final InDoubtResolver inDoubt;
  private final TargetCloseWatcher closedByPeople;
  private final InstantSource clock;

  public TargetSearch(
      LostCounterparts lost,
      InDoubtResolver inDoubt,
      TargetCloseWatcher closedByPeople,
      InstantSource clock) {
    this.lost = lost;
    this.inDoubt = inDoubt;
    this.closedByPeople = closedByPeople;
    this.clock = clock;
  }

  /** The scan that comes next, or is under way. */
  private static final class Search {
    List<ScanReader> readers = List.of();
    @Nullable Instant startedAt;
  }

  /**
   * From when on the target is to be scanned, by its own clock; null where nobody wants that. The
   * scan begins now.
   *
   * @param resolve the route that resolves a record at its source; absent where it cannot be told
   */
  public @Nullable String since(Cycle cycle, @Nullable String resolve) {
    Search next = cycle.state(STATE, Search::new);
    List<ScanReader> all =
        resolve == null ? List.of(lost, inDoubt) : List.of(lost, inDoubt, closedByPeople);
    Map<ScanReader, Instant> wanted = new LinkedHashMap<>();
    all.forEach(reader -> reader.since(cycle).ifPresent(since -> wanted.put(reader, since)));
    next.readers = List.copyOf(wanted.keySet());
    next.startedAt = clock.instant();
    return wanted.values().stream().min(Instant::compareTo).map(Instant::toString).orElse(null);
  }

  /**
   * A scan has ended. Says from when on another one is wanted, as {@link #since}.
   *
   * @param found every counterpart with a marker of ours or of anybody
   * @param steady whether the scan saw the whole list: its total did not change meanwhile
   */
  public @Nullable String scanned(
      Cycle cycle, List<FoundTarget> found, boolean steady, @Nullable String resolve) {
    Search next = cycle.state(STATE, Search::new);
    Instant startedAt = Objects.requireNonNull(next.startedAt, "No scan was begun");
    TargetScan scan = new TargetScan(startedAt, found, steady);
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
