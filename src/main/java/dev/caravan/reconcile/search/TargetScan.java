package dev.caravan.reconcile.search;

import java.time.Instant;
import java.util.List;

/**
 * What one reading of the target found.
 *
 * @param startedAt by our clock
 * @param found every counterpart with a marker of ours or of anybody
 * @param steady whether it saw the whole list: the list did not change meanwhile
 */
record TargetScan(Instant startedAt, List<FoundTarget> found, boolean steady) {}
