package dev.caravan.reconcile.search;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What one reading of the target found.
 *
 * @param startedAt by our clock
 * @param found every counterpart with a marker of ours or of anybody
 * @param steady whether it saw the whole list: the list did not change meanwhile
 */
record TargetScan(Instant startedAt, List<FoundTarget> found, boolean steady) {
  Map<String, List<FoundTarget>> byMarker() {
    return found.stream().collect(Collectors.groupingBy(FoundTarget::marker));
  }
}
