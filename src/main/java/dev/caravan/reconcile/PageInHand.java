package dev.caravan.reconcile;

import dev.caravan.ledger.Entry;
import java.util.List;

/**
 * One page between its arrival and its comparison.
 *
 * @param records those that the cycle had not seen before
 * @param missing on the last page, the entries that the cycle did not list; filled meanwhile
 * @param confirmations what it says; filled meanwhile
 */
public record PageInHand(
    List<Mapped> records, boolean last, List<Entry> missing, Confirmations confirmations) {}
