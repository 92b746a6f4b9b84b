package dev.caravan.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Entries as tests need them, however they came to be so. */
public final class TestEntries {
  private static final Moment SINCE = new Moment(1, Instant.EPOCH);

  private TestEntries() {}

  /** An entry in that state whose counterpart says what it should. */
  public static Entry entry(String key, int generation, State state, Fingerprint wanted) {
    return new Entry(
        key,
        generation,
        state,
        false,
        new Wanted(wanted, null, ""),
        new Counterpart("cv-" + key, null, wanted, null, null, null),
        CreateAttempt.NONE,
        new Presence(SINCE, 0));
  }

  /** The keys of those that are not over, or wait for their record to leave. */
  public static List<String> alive(LedgerView view) {
    List<String> keys = new ArrayList<>();
    view.entries().eachAlive(entry -> keys.add(entry.key()));
    return keys;
  }

  public static Entry missed(Entry entry, int times) {
    return of(entry, entry.state(), entry.counterpart(), times);
  }

  public static Entry in(Entry entry, State state) {
    return of(entry, state, entry.counterpart(), entry.missed());
  }

  public static Entry commentedAt(Entry entry, Instant at) {
    Counterpart old = entry.counterpart();
    return with(
        entry,
        new Counterpart(old.marker(), old.id(), old.applied(), old.written(), at, old.created()));
  }

  /** As if another counterpart were its own. */
  public static Entry withTarget(Entry entry, String id) {
    Counterpart old = entry.counterpart();
    return with(
        entry,
        new Counterpart(
            old.marker(), id, old.applied(), old.written(), old.commentedAt(), old.created()));
  }

  /** As if it were not known what the counterpart says. */
  public static Entry withNothingApplied(Entry entry) {
    return with(entry, entry.counterpart().says(null, null));
  }

  public static Entry with(Entry entry, Counterpart counterpart) {
    return of(entry, entry.state(), counterpart, entry.missed());
  }

  private static Entry of(Entry entry, State state, Counterpart counterpart, int missed) {
    return new Entry(
        entry.key(),
        entry.generation(),
        state,
        entry.endedByPerson(),
        entry.wanted(),
        counterpart,
        entry.attempt(),
        new Presence(entry.presence().since(), missed));
  }
}
