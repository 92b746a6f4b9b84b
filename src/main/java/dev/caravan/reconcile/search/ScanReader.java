package dev.caravan.reconcile.search;

import dev.caravan.cycle.Cycle;
import java.time.Instant;
import java.util.Optional;

/** Somebody who wants to know something that only a scan of the target tells. Thread-safe. */
interface ScanReader {
  /**
   * From when on the target is to be scanned for it, by the target's clock; empty where this cycle
   * owes it no scan, or none any more.
   */
  Optional<Instant> since(Cycle cycle);

  /** Takes what it needs from a scan that it wanted and that may go back further. */
  void take(Cycle cycle, TargetScan scan);
}
