package dev.caravan.ledger;

import dev.caravan.text.PrintableText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The entries of one sync, within one transaction. Not thread-safe. */
public final class Entries {
  private static final int SUMMARY_LENGTH = 500;
  private static final String COLUMNS =
      "source_key, generation, state, marker, target_id, desired, applied, written, closing,"
          + " summary, missed, held, attempted_at, scans, commented_at, seen_cycle, seen_at,"
          + " created_cycle, created_at, baseline, overruled, severity, device";

  private static final List<String> ALIVE =
      Stream.of(State.values()).filter(state -> state != State.CLOSED).map(State::word).toList();

  private final Handle handle;
  private final String sync;
  private final Instant now;
  private final EndedEntries ended;

  /**
   * @param now the time that they are written down with
   */
  Entries(Handle handle, String sync, Instant now) {
    this.handle = handle;
    this.sync = sync;
    this.now = now;
    this.ended = new EndedEntries(handle, sync);
  }

  public Optional<Entry> find(String key) {
    return Optional.ofNullable(find(List.of(key)).get(key));
  }

  /** The entries of those keys that exist or have ended long ago, by key. */
  public Map<String, Entry> find(Collection<String> keys) {
    Map<String, Entry> found = new HashMap<>();
    Lookup.each(
        handle,
        "SELECT " + COLUMNS + " FROM entry WHERE sync = ? AND source_key",
        sync,
        keys,
        row -> {
          Entry entry = entry(row);
          found.put(entry.key(), entry);
        });
    if (found.size() < keys.size()) {
      found.putAll(ended.of(keys.stream().filter(key -> !found.containsKey(key)).toList()));
    }
    return found;
  }

  public List<Entry> inState(State state) {
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM entry WHERE sync = :sync AND state = :state")
        .bind("sync", sync)
        .bind("state", state.word())
        .map((row, context) -> entry(row))
        .list();
  }

  /**
   * Open ones whose counterpart nobody has looked at, and that an earlier cycle created, or anybody
   * found, since that moment.
   */
  public List<Entry> notLookedAt(Instant since, long cycle) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + " FROM entry WHERE sync = :sync AND state = 'open' AND baseline IS NULL"
                + " AND target_id <> '' AND COALESCE(created_at, attempted_at) >= :since"
                + " AND COALESCE(created_cycle, 0) < :cycle")
        .bind("sync", sync)
        .bind("since", since.toEpochMilli())
        .bind("cycle", cycle)
        .map((row, context) -> entry(row))
        .list();
  }

  /** All entries in the order of their keys, one at a time. */
  public void each(Consumer<Entry> consumer) {
    try (var rows =
        handle
            .createQuery("SELECT " + COLUMNS + " FROM entry WHERE sync = :sync ORDER BY source_key")
            .bind("sync", sync)
            .setFetchSize(1000)
            .map((row, context) -> entry(row))
            .iterator()) {
      rows.forEachRemaining(consumer);
    }
  }

  /** What is left of those that ended long ago, one at a time, as closed entries. */
  public void eachEnded(Consumer<Entry> consumer) {
    ended.each(consumer);
  }

  /** The markers of all that have or had a counterpart, one at a time. */
  public void eachMarker(Consumer<String> consumer) {
    each(
        handle
            .createQuery(
                "SELECT marker FROM entry WHERE sync = :sync AND target_id IS NOT NULL"
                    + " UNION ALL SELECT marker FROM ended_entry WHERE sync = :sync")
            .bind("sync", sync),
        consumer);
  }

  /** The same, and all that the other syncs on this store have, had or want. */
  public void eachMarkerOfAnySync(Consumer<String> consumer) {
    each(
        handle
            .createQuery(
                "SELECT marker FROM entry WHERE sync <> :sync OR target_id IS NOT NULL"
                    + " UNION ALL SELECT marker FROM ended_entry")
            .bind("sync", sync),
        consumer);
  }

  private static void each(Query query, Consumer<String> consumer) {
    try (var rows = query.setFetchSize(1000).mapTo(String.class).iterator()) {
      rows.forEachRemaining(consumer);
    }
  }

  /** How many entries are in that state. */
  public int count(State state) {
    return handle
        .createQuery("SELECT COUNT(*) FROM entry WHERE sync = :sync AND state = :state")
        .bind("sync", sync)
        .bind("state", state.word())
        .mapTo(int.class)
        .one();
  }

  /**
   * All entries that are not over, or that wait for their record to leave, one at a time. Reads no
   * entry that is over.
   */
  public void eachAlive(Consumer<AliveEntry> consumer) {
    String select =
        "SELECT source_key, state, severity, device, missed FROM entry WHERE sync = :sync AND ";
    try (var rows =
        handle
            // Not by their one state: a store would look through all that are closed.
            .createQuery(
                select
                    + "state IN (<alive>) UNION ALL "
                    + select
                    + "held AND state NOT IN (<alive>)")
            .bind("sync", sync)
            .bindList("alive", ALIVE)
            .setFetchSize(1000)
            .map(
                (row, context) ->
                    new AliveEntry(
                        row.getString(1),
                        State.of(row.getString(2)),
                        row.getInt(3),
                        row.getString(4),
                        row.getInt(5)))
            .iterator()) {
      rows.forEachRemaining(consumer);
    }
  }

  public void insert(Collection<Entry> entries) {
    Batches.write(
        handle,
        "INSERT INTO entry (generation, state, marker, target_id, desired, applied, written,"
            + " closing, summary, missed, held, attempted_at, scans, commented_at, seen_cycle,"
            + " seen_at, created_cycle, created_at, baseline, overruled, severity, device,"
            + " ended_at, sync, source_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
            + " ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        entries,
        this::bind);
  }

  /** Of entries that were just inserted only what changes as their create is accepted. */
  public void accept(Collection<Entry> entries) {
    Batches.write(
        handle,
        "UPDATE entry SET state = ?, target_id = ?, applied = ?, created_cycle = ?, created_at = ?"
            + " WHERE sync = ? AND source_key = ?",
        entries,
        (row, entry) -> {
          Counterpart counterpart = entry.counterpart();
          Moment created = Objects.requireNonNull(counterpart.created());
          Fingerprint applied = counterpart.applied();
          row.text(entry.state().word())
              .text(counterpart.id())
              .text(applied == null ? null : applied.toString())
              .number(created.cycle())
              .instant(created.at())
              .text(sync)
              .text(entry.key());
        });
  }

  /** One that ended long ago is an entry again. */
  public void update(Collection<Entry> entries) {
    int[] changed =
        Batches.write(
            handle,
            "UPDATE entry SET generation = ?, state = ?, marker = ?, target_id = ?, desired = ?,"
                + " applied = ?, written = ?, closing = ?, summary = ?, missed = ?, held = ?,"
                + " attempted_at = ?, scans = ?, commented_at = ?, seen_cycle = ?, seen_at = ?,"
                + " created_cycle = ?, created_at = ?, baseline = ?, overruled = ?, severity = ?,"
                + " device = ?, ended_at = ?"
                + " WHERE sync = ? AND source_key = ?",
            entries,
            this::bind);
    int at = 0;
    List<Entry> missing = new ArrayList<>();
    for (Entry entry : entries) {
      if (changed[at++] == 0) {
        missing.add(entry);
      }
    }
    insert(ended.taken(missing));
  }

  private Batches bind(Batches row, Entry entry) throws SQLException {
    Wanted wanted = entry.wanted();
    Counterpart counterpart = entry.counterpart();
    Fingerprint applied = counterpart.applied();
    Moment created = counterpart.created();
    Baseline baseline = counterpart.baseline();
    Moment since = entry.presence().since();
    return row.number(entry.generation())
        .text(entry.state().word())
        .text(counterpart.marker())
        .text(counterpart.id())
        .text(wanted.fingerprint().toString())
        .text(applied == null ? null : applied.toString())
        .text(counterpart.written())
        .text(wanted.closing())
        .text(PrintableText.head(SUMMARY_LENGTH, wanted.summary()))
        .number(entry.missed())
        .flag(entry.endedByPerson())
        .instant(entry.attempt().at())
        .number(entry.attempt().scans())
        .instant(counterpart.commentedAt())
        .number(since.cycle())
        .instant(since.at())
        .number(created == null ? null : (Long) created.cycle())
        .instant(created == null ? null : created.at())
        .text(baseline == null ? null : baseline.signs())
        .text(baseline == null ? null : baseline.overruled())
        .number(wanted.severity())
        .text(wanted.device())
        .instant(entry.isOver() ? now : null)
        .text(sync)
        .text(entry.key());
  }

  public void delete(Collection<String> keys) {
    Batches.write(
        handle,
        "DELETE FROM entry WHERE sync = ? AND source_key = ?",
        keys,
        (row, key) -> row.text(sync).text(key));
  }

  private static Entry entry(ResultSet row) throws SQLException {
    String applied = row.getString(7);
    Instant createdAt = instant(row, 19);
    String signs = row.getString(20);
    return new Entry(
        row.getString(1),
        row.getInt(2),
        State.of(row.getString(3)),
        row.getBoolean(12),
        new Wanted(
            Fingerprint.parse(row.getString(6)),
            row.getString(9),
            row.getString(10),
            row.getInt(22),
            row.getString(23)),
        new Counterpart(
            row.getString(4),
            row.getString(5),
            applied == null ? null : Fingerprint.parse(applied),
            row.getString(8),
            instant(row, 15),
            createdAt == null ? null : new Moment(row.getLong(18), createdAt),
            signs == null ? null : new Baseline(signs, row.getString(21))),
        new CreateAttempt(instant(row, 13), row.getInt(14)),
        new Presence(
            new Moment(row.getLong(16), Instant.ofEpochMilli(row.getLong(17))), row.getInt(11)));
  }

  private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}
