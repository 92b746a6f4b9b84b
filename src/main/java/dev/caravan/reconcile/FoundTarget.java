package dev.caravan.reconcile;

import dev.caravan.ledger.Counterpart;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Moment;

/**
 * A counterpart that a scan of the target found by its marker.
 *
 * @param order grows with age's opposite: the smallest is the oldest
 * @param over whether it is closed or resolved already
 * @param generation which of its record's counterparts it is; 0 where nobody asked
 */
public record FoundTarget(
    String marker, String targetId, long order, boolean over, int generation) {

  public FoundTarget(String marker, String targetId, long order, boolean over) {
    this(marker, targetId, order, over, 0);
  }

  /** The entry of a record whose counterpart it is. */
  Entry entry(DesiredRecord record, Moment since) {
    return Entry.found(
        record.key(),
        generation,
        record.wanted(record.fingerprint()),
        Counterpart.found(marker, targetId),
        over,
        since);
  }

  FoundTarget ofGeneration(int number) {
    return new FoundTarget(marker, targetId, order, over, number);
  }
}
