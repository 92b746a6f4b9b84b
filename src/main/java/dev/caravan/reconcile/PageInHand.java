package dev.caravan.reconcile;

import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Occurrence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One page between its arrival and its comparison.
 *
 * @param records those that the cycle had not seen before
 * @param missing on the last page, the entries that the cycle did not list; filled meanwhile
 * @param confirmations what the source says of them; filled meanwhile
 * @param witnesses records that are asked about only while it is open whether the list was whole;
 *     filled meanwhile
 * @param asked the entry that a record is asked about for, where that is another key; filled
 *     meanwhile
 */
public record PageInHand(
    List<Mapped> records,
    boolean last,
    List<Entry> missing,
    Confirmations confirmations,
    Set<String> witnesses,
    Map<String, String> asked) {

  /** A page of which nothing more is known yet. */
  PageInHand(List<Mapped> records, boolean last) {
    this(records, last, new ArrayList<>(), new Confirmations(), new HashSet<>(), new HashMap<>());
  }

  /** The latest records that the entries stood for: the source knows records, not entries. */
  List<String> askInstead(Map<String, List<Occurrence>> occurrences, List<String> keys) {
    List<String> records = new ArrayList<>();
    for (String key : keys) {
      List<Occurrence> shared = occurrences.getOrDefault(key, List.of());
      String record = shared.isEmpty() ? key : shared.get(shared.size() - 1).recordKey();
      asked.put(record, key);
      records.add(record);
    }
    return records;
  }

  /** Whether the source's word on a record is still needed. */
  boolean isToBeAsked(String record) {
    return !witnesses.contains(record) || (confirmations.anyGone() && !confirmations.anyOpen());
  }

  /** The entry that a record was asked about for. */
  String entryKey(String record) {
    return asked.getOrDefault(record, record);
  }
}
