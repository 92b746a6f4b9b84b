package dev.caravan.reconcile.journal;

import dev.caravan.ledger.DeadLetter;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Event;
import dev.caravan.ledger.GroupMember;
import dev.caravan.ledger.WriteIntent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one transaction is going to write: entries, steps and stories, gathered before anything is
 * sent.
 */
public final class UnitOfWork {
  final Map<String, Entry> inserts = new LinkedHashMap<>();
  final Map<String, Entry> updates = new LinkedHashMap<>();
  final List<String> deletes = new ArrayList<>();
  final List<PlannedChange> changes = new ArrayList<>();
  final List<Long> stepsOver = new ArrayList<>();
  final List<Event> events = new ArrayList<>();
  final List<GroupMember> occurrences = new ArrayList<>();

  /** Occurrences that have ended, or are listed again. */
  final List<GroupMember> occurrencesChanged = new ArrayList<>();

  /** Entries that stand for no other records any more. */
  final List<String> occurrencesOver = new ArrayList<>();

  private final Map<String, Set<String>> told = new HashMap<>();

  /** Records that wait from now on, and such as do not wait any more. */
  final List<String> waiting = new ArrayList<>();

  final List<String> waitsOver = new ArrayList<>();

  /** What was refused once, and is not wanted any more. */
  final List<DeadLetter> lettersOver = new ArrayList<>();

  /** Entries that are over without a word from their target: neither of both is left of them. */
  final List<String> over = new ArrayList<>();

  private final long cycle;
  private final Instant now;

  public UnitOfWork(long cycle, Instant now) {
    this.cycle = cycle;
    this.now = now;
  }

  public void insert(Entry entry) {
    inserts.put(entry.key(), entry);
  }

  public void update(Entry entry) {
    updates.put(entry.key(), entry);
  }

  /** The entry goes, and its story is kept. */
  public void delete(Entry entry) {
    deletes.add(entry.key());
    events.addAll(Event.of(entry));
  }

  /** The entry as it is going to be written; null where it is not. */
  public @Nullable Entry written(String key) {
    Entry inserted = inserts.get(key);
    return inserted == null ? updates.get(key) : inserted;
  }

  /** The keys of all entries that are going to be written. */
  public Set<String> keys() {
    Set<String> keys = new HashSet<>(inserts.keySet());
    keys.addAll(updates.keySet());
    return keys;
  }

  public void change(PlannedChange change) {
    changes.add(change);
  }

  public List<PlannedChange> changes() {
    return List.copyOf(changes);
  }

  /** The write has an end, or another one takes its place. */
  public void stepOver(WriteIntent step) {
    stepsOver.add(step.step());
  }

  /** It was refused once, and is not wanted any more. */
  public void letterOver(DeadLetter letter) {
    lettersOver.add(letter);
  }

  /** The entry is over without a word from its target: no letter and no member is left of it. */
  public void over(Entry entry) {
    over.add(entry.key());
  }

  /** A record was read first, and what it says of its age cannot be. */
  public void waits(String key) {
    waiting.add(key);
  }

  public void waitsNoMore(String key) {
    waitsOver.add(key);
  }

  /** A record shares the counterpart of an entry from now on. */
  public void memberJoins(GroupMember member) {
    occurrences.add(member);
  }

  /** Members that have ended, or are listed again. */
  public void membersChange(Collection<GroupMember> members) {
    occurrencesChanged.addAll(members);
  }

  /** A change of an entry tells of those of its records. */
  public void tells(String entry, Collection<String> records) {
    told.computeIfAbsent(entry, any -> new HashSet<>()).addAll(records);
  }

  /** The records that the changes tell of, by entry. */
  public Map<String, Set<String>> told() {
    return told;
  }

  /** Entries that stand for no other records any more. */
  public void membersLeave(Collection<String> entries) {
    occurrencesOver.addAll(entries);
  }

  public void tell(Event event) {
    events.add(event);
  }

  public void tell(String key, String event, String detail) {
    tell(new Event(key, cycle, now, event, detail));
  }

  public boolean isEmpty() {
    return inserts.isEmpty()
        && updates.isEmpty()
        && deletes.isEmpty()
        && changes.isEmpty()
        && stepsOver.isEmpty()
        && waiting.isEmpty();
  }
}
