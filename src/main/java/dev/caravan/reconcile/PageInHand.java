package dev.caravan.reconcile;

import dev.caravan.ledger.Entry;
import java.util.List;

/**
 * One page between its arrival and its comparison.
 *
 * @param records those that the cycle had not seen before
 * @param missing on the last page, the entries that the cycle did not list
 * @param toConfirm the keys among them whose fate the source is to be asked
 * @param confirmations what it says; filled meanwhile
 */
public record PageInHand(
    List<Mapped> records,
    boolean last,
    List<Entry> missing,
    List<String> toConfirm,
    Confirmations confirmations) {}
