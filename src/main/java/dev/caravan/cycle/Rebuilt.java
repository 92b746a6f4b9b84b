package dev.caravan.cycle;

import java.util.List;

/**
 * What a pass that rebuilds the ledger came to.
 *
 * @param restored entries whose counterpart was found open
 * @param ended entries whose counterpart was found closed, and is not opened again
 * @param known entries that were right already
 * @param absent records, or conditions, without a counterpart; the next cycle opens one
 * @param unclaimed markers in the target that belong to no record that the source lists now
 */
public record Rebuilt(int restored, int ended, int known, int absent, List<String> unclaimed) {
  public Rebuilt {
    unclaimed = List.copyOf(unclaimed);
  }
}
