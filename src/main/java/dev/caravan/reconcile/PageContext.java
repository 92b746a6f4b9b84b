package dev.caravan.reconcile;

import dev.caravan.ledger.GroupMember;
import dev.caravan.reconcile.absence.Confirmations;
import dev.caravan.reconcile.compare.AlertGrouping;
import dev.caravan.reconcile.record.DesiredRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One page between its arrival and its comparison.
 *
 * @param records those that the cycle had not seen before
 * @param concluding whether it is no page of the source, but what follows from absence
 * @param questions the records that the source is asked about; filled meanwhile
 * @param confirmations what the source says of them; filled meanwhile
 * @param witnesses records that are asked about only while it is open whether the list was whole;
 *     filled meanwhile
 * @param asked what a record is asked about for, where its entry has another key; filled meanwhile
 */
public record PageContext(
    List<DesiredRecord> records,
    boolean last,
    boolean concluding,
    List<String> questions,
    Confirmations confirmations,
    Set<String> witnesses,
    Map<String, GroupMember> asked) {

  /** A page of which nothing more is known yet. */
  PageContext(List<DesiredRecord> records, boolean last, boolean concluding) {
    this(
        records,
        last,
        concluding,
        new ArrayList<>(),
        new Confirmations(),
        new HashSet<>(),
        new HashMap<>());
  }

  /**
   * The records that an entry stands for and that may be open still: the source knows records, not
   * entries, and one that is open is enough. Where all have ended it is asked about the latest.
   *
   * @param shared those that share the entry, oldest first; none where it stands for one record
   */
  List<String> toAsk(String key, List<GroupMember> shared) {
    if (shared.isEmpty() && AlertGrouping.isShared(key)) {
      // A counterpart that was refused stands for no record that the source could be asked about.
      confirmations.put(key, key, "gone", null);
      return List.of();
    }
    List<GroupMember> open = shared.stream().filter(one -> !one.ended()).toList();
    if (open.isEmpty() && !shared.isEmpty()) {
      open = shared.subList(shared.size() - 1, shared.size());
    }
    open.forEach(one -> asked.put(one.recordKey(), one));
    List<String> records =
        shared.isEmpty() ? List.of(key) : open.stream().map(GroupMember::recordKey).toList();
    confirmations.expect(key, records.size());
    return records;
  }

  /** Whether the source's word on a record is still needed. */
  boolean isToBeAsked(String record) {
    if (confirmations.isNoMoreToBeAsked()
        || confirmations.of(entryKey(record)).fate() == Confirmations.Fate.OPEN) {
      return false;
    }
    return !witnesses.contains(record) || (confirmations.anyGone() && !confirmations.anyOpen());
  }

  /** The source gave no usable answer about a record. */
  void unanswered(String record) {
    confirmations.unanswered(entryKey(record), record);
  }

  /** What the source said of a record. */
  void confirmed(String record, String state, @Nullable String at) {
    confirmations.put(entryKey(record), record, state, at);
  }

  /**
   * Records that share an entry and that need not be asked about again: the source called them
   * resolved, or does not know them, which is believed with a list that was whole.
   */
  List<GroupMember> takeEnded() {
    boolean whole = !confirmations.anyOpen();
    List<GroupMember> ended =
        asked.values().stream()
            .filter(one -> !one.ended() && confirmations.isOver(one.key(), one.recordKey(), whole))
            .map(one -> one.withEnded(true))
            .toList();
    asked.clear();
    return ended;
  }

  /** The entry that a record was asked about for. */
  private String entryKey(String record) {
    GroupMember one = asked.get(record);
    return one == null ? record : one.key();
  }
}
