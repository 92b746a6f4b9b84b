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
  private final InDoubtResolver doubts;
  private final TargetCloseWatcher closings;
  private final InstantSource clock;

  public TargetSearch(
      LostCounterparts lost,
      InDoubtResolver doubts,
      TargetCloseWatcher closings,
      InstantSource clock) {
    this.lost = lost;
    this.doubts = doubts;
    this.closings = closings;
    this.clock = clock;
  }

  /** The scan that comes next. */
  private static final class Search {
    List<ScanReader> readers = List.of();
    @Nullable Instant since;
    @Nullable Instant startedAt;
  }

  /**
   * Whether somebody wants a scan now.
   *
   * @param resolve the route that resolves a record at its source; absent where it cannot be told
   */
  public boolean isWanted(Cycle cycle, @Nullable String resolve) {
    Search next = cycle.state(STATE, Search::new);
    List<ScanReader> all =
        resolve == null ? List.of(lost, doubts) : List.of(lost, doubts, closings);
    Map<ScanReader, Instant> wanted = new LinkedHashMap<>();
    all.forEach(reader -> reader.since(cycle).ifPresent(since -> wanted.put(reader, since)));
    next.readers = List.copyOf(wanted.keySet());
    next.since = wanted.values().stream().min(Instant::compareTo).orElse(null);
    return next.since != null;
  }

  /** From when on the target is to be scanned, by its own clock; the scan begins now. */
  public String since(Cycle cycle) {
    Search next = cycle.state(STATE, Search::new);
    next.startedAt = clock.instant();
    return Objects.requireNonNull(next.since, "Nobody wants a scan").toString();
  }

  /**
   * A scan has ended.
   *
   * @param found every counterpart with a marker of ours or of anybody
   * @param steady whether the scan saw the whole list: its total did not change meanwhile
   */
  public void scanned(Cycle cycle, List<FoundTarget> found, boolean steady) {
    Search next = cycle.state(STATE, Search::new);
    Instant startedAt = Objects.requireNonNull(next.startedAt, "No scan was begun");
    TargetScan scan = new TargetScan(startedAt, found, steady);
    next.readers.forEach(reader -> reader.take(cycle, scan));
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
