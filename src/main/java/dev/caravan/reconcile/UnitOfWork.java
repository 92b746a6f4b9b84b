package dev.caravan.reconcile;

import dev.caravan.ledger.DeadLetter;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Event;
import dev.caravan.ledger.GroupMember;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one transaction is going to write: entries, steps and stories, gathered before anything is
 * sent.
 */
final class UnitOfWork {
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

  /** What was refused once, and is not wanted any more. */
  final List<DeadLetter> lettersOver = new ArrayList<>();

  /** Entries that are over without a word from their target: neither of both is left of them. */
  final List<String> over = new ArrayList<>();

  private final long cycle;
  private final Instant now;

  UnitOfWork(long cycle, Instant now) {
    this.cycle = cycle;
    this.now = now;
  }

  void tell(String key, String event, String detail) {
    events.add(new Event(key, cycle, now, event, detail));
  }

  boolean isEmpty() {
    return inserts.isEmpty()
        && updates.isEmpty()
        && deletes.isEmpty()
        && changes.isEmpty()
        && stepsOver.isEmpty();
  }
}
