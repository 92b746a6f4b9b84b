package dev.caravan.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Event;
import dev.caravan.ledger.GroupMember;
import dev.caravan.ledger.LedgerView;
import dev.caravan.ledger.Moment;
import dev.caravan.ledger.Op;
import dev.caravan.ledger.State;
import dev.caravan.ledger.WriteIntent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Restores entries from the markers in the target. A marker is a digest, so the way back leads over
 * the records that the source lists now: each one's markers are computed and looked for. One use;
 * not thread-safe.
 */
public final class Rebuild {
  private final String installation;
  private final String sync;
  private final long cycle;
  private final boolean perCondition;
  private final Instant now;
  private final MarkerIndex targets;
  private final List<Entry> inserts = new ArrayList<>();
  private final List<Entry> updates = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private final List<GroupMember> occurrences = new ArrayList<>();
  private int known;
  private int over;
  private int absent;

  /**
   * What came of it.
   *
   * @param restored entries whose counterpart was found open
   * @param ended entries whose counterpart was found closed, and is not opened again
   * @param known entries that were right already
   * @param absent records, or conditions, without a counterpart; the next cycle opens one
   * @param unclaimed markers in the target that belong to no record that the source lists now
   */
  public record Result(int restored, int ended, int known, int absent, List<String> unclaimed) {
    public Result {
      unclaimed = List.copyOf(unclaimed);
    }
  }

  /**
   * @param cycle whose right to write this uses
   * @param perCondition whether records of one condition share a counterpart from now on
   * @param found every counterpart in the target that carries a marker
   */
  public Rebuild(
      String installation,
      String sync,
      long cycle,
      boolean perCondition,
      Instant now,
      List<FoundTarget> found) {
    this.perCondition = perCondition;
    this.installation = installation;
    this.sync = sync;
    this.cycle = cycle;
    this.now = now;
    this.targets = new MarkerIndex(installation, sync, found);
  }

  /** Writes the entries of all those records, mapped, within the caller's transaction. */
  public Result write(LedgerView view, List<JsonNode> mapped) {
    Map<String, DesiredRecord> records = new LinkedHashMap<>();
    mapped.forEach(
        node -> {
          DesiredRecord record = DesiredRecord.of(node);
          records.put(record.key(), record);
        });
    Map<String, Entry> entries = new LinkedHashMap<>();
    view.entries().each(entry -> remember(entries, entry));
    Map<String, String> entryOf = new HashMap<>();
    Map<String, List<GroupMember>> sharing = new HashMap<>();
    for (GroupMember one : view.occurrences().all()) {
      entryOf.put(one.recordKey(), one.key());
      sharing.computeIfAbsent(one.key(), key -> new ArrayList<>()).add(one);
    }
    Map<String, List<DesiredRecord>> byEntry = new LinkedHashMap<>();
    for (DesiredRecord record : records.values()) {
      String key = entryFor(record, entries, entryOf.get(record.key()));
      byEntry.computeIfAbsent(key, any -> new ArrayList<>()).add(record);
    }
    byEntry.forEach(
        (key, listed) -> {
          if (listed.get(0).key().equals(key)) {
            restore(listed.get(0), entries.get(key));
          } else {
            share(key, listed, sharing.getOrDefault(key, List.of()), entries.get(key));
          }
        });
    view.entries().insert(inserts);
    view.entries().update(updates);
    view.occurrences().add(occurrences);
    Set<String> settled = new HashSet<>();
    inserts.forEach(entry -> settled.add(entry.key()));
    updates.forEach(entry -> settled.add(entry.key()));
    view.deadLetters().drop(settled, Op.CREATE);
    view.steps()
        .over(
            view.steps().all().stream()
                .filter(step -> step.op() == Op.CREATE && settled.contains(step.key()))
                .map(WriteIntent::step)
                .toList());
    view.events().tell(events);
    int restored = inserts.size() + updates.size() - over;
    return new Result(restored, over, known, absent, targets.unclaimed());
  }

  /** What the ledger knows is claimed, whether or not the source lists its record. */
  private void remember(Map<String, Entry> entries, Entry entry) {
    entries.put(entry.key(), entry);
    targets.claim(entry.marker());
  }

  /**
   * The entry of a record: its own, or one that stands for all records of its condition. The
   * setting may have been another one when the counterpart was opened, so both are looked for; one
   * that is open comes first.
   *
   * @param shared the entry that it shares, as far as the ledger knows
   */
  private String entryFor(
      DesiredRecord record, Map<String, Entry> entries, @Nullable String shared) {
    String own = record.key();
    if (AlertGrouping.isAlive(entries.get(own))) {
      return own;
    }
    if (shared != null && AlertGrouping.isAlive(entries.get(shared))) {
      return shared;
    }
    String common = AlertGrouping.keyOf(record);
    if (common.equals(own)) {
      return own;
    }
    Optional<FoundTarget> mine = targets.latest(own);
    Optional<FoundTarget> ours = targets.latest(common);
    if (mine.filter(found -> !found.over()).isPresent()) {
      return own;
    }
    if (ours.filter(found -> !found.over()).isPresent()) {
      return common;
    }
    return perCondition && mine.isEmpty() ? common : own;
  }

  /** What is listed now is known to have been triggered; what has left before is not counted. */
  private void share(
      String key, List<DesiredRecord> listed, List<GroupMember> before, @Nullable Entry entry) {
    List<GroupMember> fresh =
        listed.stream()
            .map(record -> AlertGrouping.occurrence(key, record))
            .filter(one -> before.stream().noneMatch(it -> it.recordKey().equals(one.recordKey())))
            .toList();
    if (restore(AlertGrouping.latest(key, listed, before, fresh), entry)) {
      occurrences.addAll(fresh);
    }
  }

  /** False where there is no counterpart. */
  private boolean restore(DesiredRecord record, @Nullable Entry entry) {
    Optional<FoundTarget> latest = targets.latest(record.key());
    if (latest.isEmpty()) {
      if (entry == null) {
        absent++;
      } else {
        known++;
      }
      return false;
    }
    FoundTarget found = latest.get();
    if (entry != null && isRight(entry, found)) {
      known++;
      return AlertGrouping.isAlive(entry);
    }
    Entry restored = entry(record, found, entry);
    if (entry != null) {
      entry.creation().ifPresent(events::add);
    }
    (entry == null ? inserts : updates).add(restored);
    if (restored.state() == State.CLOSED) {
      over++;
    }
    events.add(new Event(record.key(), cycle, now, "rebuilt", "from target " + found.targetId()));
    return true;
  }

  /** Nothing is changed about an entry that agrees with the target, or is ahead of it. */
  private static boolean isRight(Entry entry, FoundTarget found) {
    if (entry.generation() != found.generation()) {
      return entry.generation() > found.generation();
    }
    return switch (entry.state()) {
      case OPEN, CLOSING -> found.targetId().equals(entry.targetId());
      case CLOSED -> found.over() || entry.endedByPerson();
      case INTENDED, IN_DOUBT, DEAD -> false;
    };
  }

  /**
   * What was applied is not known, so the next cycle writes the fields once. A counterpart that is
   * over while its record is still listed was ended by a person.
   */
  private Entry entry(DesiredRecord record, FoundTarget found, @Nullable Entry before) {
    return found.entry(record, before == null ? new Moment(cycle, now) : before.presence().since());
  }
}
