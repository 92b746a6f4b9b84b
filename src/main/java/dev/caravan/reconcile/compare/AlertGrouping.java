package dev.caravan.reconcile.compare;

import dev.caravan.cycle.Cycle;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.GroupMember;
import dev.caravan.ledger.LedgerView;
import dev.caravan.ledger.State;
import dev.caravan.reconcile.journal.UnitOfWork;
import dev.caravan.reconcile.record.DesiredRecord;
import dev.caravan.reconcile.search.FoundTarget;
import dev.caravan.reconcile.search.LostCounterparts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which entry stands for each record of one cycle. Records of one device and condition share a
 * counterpart where the operator wants that: what is triggered again while it is open becomes news
 * on it. Whatever is wanted now, a record stays with the counterpart that it has until that ends.
 * The pages of a cycle follow each other; not thread-safe.
 */
public final class AlertGrouping {
  private final Cycle cycle;
  private final boolean wanted;
  private final boolean tells;
  private final LostCounterparts lost;
  private final Map<String, String> entryOf = new HashMap<>();
  private final Map<String, List<GroupMember>> known = new HashMap<>();
  private final Set<String> folded = new HashSet<>();
  private final List<GroupMember> added = new ArrayList<>();

  /** Of counterparts whose create waits for a later page. */
  private final List<GroupMember> waiting = new ArrayList<>();

  private final List<String> stale = new ArrayList<>();
  private final List<GroupMember> back = new ArrayList<>();

  /**
   * @param wanted whether records share counterparts from now on
   * @param tells whether a counterpart can be told later what else shares it
   * @param lost what a search found that the ledger does not know
   */
  public AlertGrouping(
      Cycle cycle, boolean wanted, boolean tells, LostCounterparts lost, LedgerView view) {
    this.cycle = cycle;
    this.lost = lost;
    this.wanted = wanted;
    this.tells = tells;
    view.occurrences().all().forEach(this::remember);
  }

  /**
   * A page as it is to be compared.
   *
   * @param records one for each entry, the latest
   * @param entries those that the ledger has for them, by key
   */
  public record Folded(List<DesiredRecord> records, Map<String, Entry> entries) {}

  /** Whether an entry with that key stands for what several records share. */
  public static boolean isShared(String key) {
    return key.startsWith(AlertGroup.PREFIX);
  }

  /**
   * Puts one record for each entry in place of a page's records.
   *
   * @param records those that the cycle has not seen before
   */
  public Folded fold(LedgerView view, List<DesiredRecord> records) {
    added.clear();
    stale.clear();
    back.clear();
    Map<String, Entry> entries = entries(view, records);
    if (!mayShare()) {
      return new Folded(records, entries);
    }
    List<DesiredRecord> latest = new ArrayList<>();
    byEntry(records, entries)
        .forEach(
            (key, sharing) -> {
              if (sharing.get(0).key().equals(key)) {
                latest.add(sharing.get(0));
              } else {
                share(key, sharing, entries.get(key)).ifPresent(latest::add);
              }
            });
    return new Folded(latest, entries);
  }

  /** Whether any record may share a counterpart with one of another page. */
  public boolean mayShare() {
    return wanted || !entryOf.isEmpty() || lost.foundAny(cycle);
  }

  private Map<String, Entry> entries(LedgerView view, List<DesiredRecord> records) {
    Set<String> keys = new LinkedHashSet<>();
    for (DesiredRecord record : records) {
      keys.add(record.key());
      String shared = entryOf.get(record.key());
      if (shared != null) {
        keys.add(shared);
      }
      if (wanted || lost.foundAny(cycle)) {
        keys.addAll(shared(record));
      }
    }
    return view.entries().find(keys);
  }

  private Map<String, List<DesiredRecord>> byEntry(
      List<DesiredRecord> records, Map<String, Entry> entries) {
    Map<String, List<DesiredRecord>> byEntry = new LinkedHashMap<>();
    for (DesiredRecord record : records) {
      byEntry.computeIfAbsent(entryFor(record, entries), key -> new ArrayList<>()).add(record);
    }
    return byEntry;
  }

  /** Its own entry, one that it has shared so far, one that was found, or that it is to share. */
  private String entryFor(DesiredRecord record, Map<String, Entry> entries) {
    String own = record.key();
    if (isAlive(entries.get(own))) {
      return own;
    }
    String before = entryOf.get(own);
    if (before != null && stands(entries.get(before))) {
      return before;
    }
    return lost.foundAny(cycle) ? found(record, entries) : wanted ? shared(record).get(0) : own;
  }

  /** The entry that a record is to share, and the one that it shared under other settings. */
  private List<String> shared(DesiredRecord record) {
    boolean inWords = !tells || record.note() == null;
    return lost.foundAny(cycle)
        ? List.of(AlertGroup.keyOf(record, inWords), AlertGroup.keyOf(record, !inWords))
        : List.of(AlertGroup.keyOf(record, inWords));
  }

  /**
   * What is wanted may have been something else when the counterpart was opened, so all are looked
   * for; one that is open comes first.
   */
  private String found(DesiredRecord record, Map<String, Entry> entries) {
    String own = record.key();
    List<String> shared = shared(record);
    Optional<FoundTarget> mine = found(own, entries);
    if (shared.contains(own) || mine.filter(found -> !found.over()).isPresent()) {
      return own;
    }
    Optional<String> ours =
        shared.stream()
            .filter(key -> found(key, entries).filter(one -> !one.over()).isPresent())
            .findFirst();
    return ours.orElse(wanted && mine.isEmpty() ? shared.get(0) : own);
  }

  /** What a search found for an entry and the ledger does not know. */
  private Optional<FoundTarget> found(String key, Map<String, Entry> entries) {
    Entry entry = entries.get(key);
    return entry == null ? lost.existing(cycle, key) : lost.unknown(cycle, entry);
  }

  private Optional<DesiredRecord> share(
      String key, List<DesiredRecord> sharing, @Nullable Entry entry) {
    cycle.progress().seeShared(key);
    boolean first = folded.add(key);
    List<GroupMember> before = known.getOrDefault(key, List.of());
    if (first && !stands(entry) && !before.isEmpty()) {
      // Of a counterpart that is over, or that has never been: the next one begins to count anew.
      before.forEach(one -> entryOf.remove(one.recordKey()));
      known.remove(key);
      stale.add(key);
      before = List.of();
    }
    back.addAll(AlertGroup.back(sharing, before));
    List<GroupMember> fresh = AlertGroup.fresh(key, sharing, before);
    // On a later page only a record that nobody knew is news; a plan keeps none in mind.
    if (!first && (fresh.isEmpty() || cycle.planning())) {
      return Optional.empty();
    }
    added.addAll(fresh);
    boolean opened = entry != null && (entry.hasCounterpart() || entry.state() == State.IN_DOUBT);
    return Optional.of(AlertGroup.latest(key, sharing, before, fresh, opened));
  }

  /** Notes with the draft, once it is whole, which records its entries stand for. */
  public void keep(UnitOfWork draft, Map<String, Entry> entries) {
    draft.membersLeave(stale);
    draft.membersChange(back);
    Map<String, Set<String>> told = draft.told();
    List<GroupMember> joining = new ArrayList<>(waiting);
    joining.addAll(added);
    waiting.clear();
    for (GroupMember one : joining) {
      Entry now = draft.written(one.key());
      // Where no counterpart is opened, it was not triggered since one was.
      if (stands(now == null ? entries.get(one.key()) : now)) {
        // What a rebuilt ledger finds was told as far as anybody knows.
        GroupMember joins = cycle.rebuilding() || isCreated(draft, one, told) ? one.told() : one;
        draft.memberJoins(joins);
        remember(joins);
      } else if (HeldCreates.of(cycle).has(one.key())) {
        waiting.add(one);
      }
    }
    told.forEach(this::isTold);
  }

  private static boolean isCreated(
      UnitOfWork draft, GroupMember one, Map<String, Set<String>> told) {
    Entry now = draft.written(one.key());
    return now != null
        && now.state() == State.INTENDED
        && told.getOrDefault(one.key(), Set.of()).contains(one.recordKey());
  }

  /** A later page of the cycle does not tell it again. */
  private void isTold(String key, Set<String> records) {
    known.computeIfPresent(
        key,
        (any, members) -> {
          members.replaceAll(one -> records.contains(one.recordKey()) ? one.told() : one);
          return members;
        });
  }

  private void remember(GroupMember one) {
    entryOf.put(one.recordKey(), one.key());
    known.computeIfAbsent(one.key(), key -> new ArrayList<>()).add(one);
  }

  /** Whether a record stays with that entry, whatever is wanted for new ones. */
  static boolean isAlive(@Nullable Entry entry) {
    return entry != null && !entry.isOver();
  }

  /** Whether there is a counterpart, may be one, or is to be one; or a person ended it. */
  private static boolean stands(@Nullable Entry entry) {
    return isAlive(entry) && entry != null && entry.state() != State.DEAD;
  }
}
