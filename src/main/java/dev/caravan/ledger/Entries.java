package dev.caravan.ledger;

import dev.caravan.store.RowKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The entries of one sync, within one transaction. Not thread-safe. */
public final class Entries {
  private static final int SUMMARY_LENGTH = 500;
  private static final String COLUMNS =
      "source_key, generation, state, marker, target_id, desired, applied, written, closing,"
          + " summary, missed, held, attempted_at, scans, commented_at, seen_cycle, seen_at,"
          + " created_cycle, created_at";

  private final Handle handle;
  private final String sync;

  /** What was looked up is mostly written next. */
  private final Map<String, UUID> rowKeys = new HashMap<>();

  Entries(Handle handle, String sync) {
    this.handle = handle;
    this.sync = sync;
  }

  public Optional<Entry> find(String key) {
    return Optional.ofNullable(find(List.of(key)).get(key));
  }

  /**
   * The entries of those keys that exist, by key. A join, because H2 does not look up a list of
   * values in an index, but reads all entries.
   */
  public Map<String, Entry> find(Collection<String> keys) {
    Map<String, Entry> found = new HashMap<>();
    if (!keys.isEmpty()) {
      handle
          .createQuery(
              "SELECT "
                  + COLUMNS
                  + " FROM UNNEST(CAST(:digests AS UUID ARRAY)) AS wanted(wanted_digest)"
                  + " JOIN entry ON digest = wanted_digest")
          .bindArray("digests", UUID.class, keys.stream().map(key -> rowKey(key)).toList())
          .map(Entries::entry)
          .forEach(entry -> found.put(entry.key(), entry));
    }
    return found;
  }

  /** Reads through all entries of the sync. */
  public List<Entry> inState(State state) {
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM entry WHERE sync = :sync AND state = :state")
        .bind("sync", sync)
        .bind("state", state.word())
        .map(Entries::entry)
        .list();
  }

  /** All entries in the order of their keys, one at a time. */
  public void each(Consumer<Entry> consumer) {
    try (var rows =
        handle
            .createQuery("SELECT " + COLUMNS + " FROM entry WHERE sync = :sync ORDER BY source_key")
            .bind("sync", sync)
            .setFetchSize(1000)
            .map(Entries::entry)
            .iterator()) {
      rows.forEachRemaining(consumer);
    }
  }

  /** The markers of all entries, one at a time. */
  public void eachMarker(Consumer<String> consumer) {
    each(
        handle.createQuery("SELECT marker FROM entry WHERE sync = :sync").bind("sync", sync),
        consumer);
  }

  /** The markers of the entries of every sync on this store. */
  public void eachMarkerOfAnySync(Consumer<String> consumer) {
    each(handle.createQuery("SELECT marker FROM entry"), consumer);
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
   * The keys, and nothing else, of all entries that are not over or that wait for their record to
   * leave.
   */
  public List<String> aliveKeys() {
    return handle
        .createQuery(
            "SELECT source_key FROM entry WHERE sync = :sync AND (state <> 'closed' OR held)")
        .bind("sync", sync)
        .mapTo(String.class)
        .list();
  }

  public void insert(Collection<Entry> entries) {
    Batches.write(
        handle,
        "INSERT INTO entry (generation, state, marker, target_id, desired, applied, written,"
            + " closing, summary, missed, held, attempted_at, scans, commented_at, seen_cycle,"
            + " seen_at, created_cycle, created_at, digest, sync, source_key) VALUES (?, ?, ?, ?,"
            + " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        entries,
        (row, entry) -> bind(row, entry).text(sync).text(entry.key()));
  }

  public void update(Collection<Entry> entries) {
    Batches.write(
        handle,
        "UPDATE entry SET generation = ?, state = ?, marker = ?, target_id = ?, desired = ?,"
            + " applied = ?, written = ?, closing = ?, summary = ?, missed = ?, held = ?,"
            + " attempted_at = ?, scans = ?, commented_at = ?, seen_cycle = ?, seen_at = ?,"
            + " created_cycle = ?, created_at = ? WHERE digest = ?",
        entries,
        this::bind);
  }

  private Batches bind(Batches row, Entry entry) throws SQLException {
    Wanted wanted = entry.wanted();
    Counterpart counterpart = entry.counterpart();
    Fingerprint applied = counterpart.applied();
    Moment created = counterpart.created();
    Moment since = entry.presence().since();
    return row.number(entry.generation())
        .text(entry.state().word())
        .text(counterpart.marker())
        .text(counterpart.id())
        .text(wanted.fingerprint().toString())
        .text(applied == null ? null : applied.toString())
        .text(counterpart.written())
        .text(wanted.closing())
        .text(Texts.atMost(SUMMARY_LENGTH, wanted.summary()))
        .number(entry.missed())
        .flag(entry.endedByPerson())
        .instant(entry.attempt().at())
        .number(entry.attempt().scans())
        .instant(counterpart.commentedAt())
        .number(since.cycle())
        .instant(since.at())
        .number(created == null ? null : (Long) created.cycle())
        .instant(created == null ? null : created.at())
        .digest(rowKey(entry.key()));
  }

  public void delete(Collection<String> keys) {
    Batches.write(
        handle, "DELETE FROM entry WHERE digest = ?", keys, (row, key) -> row.digest(rowKey(key)));
  }

  private UUID rowKey(String key) {
    return rowKeys.computeIfAbsent(key, any -> RowKey.of(sync, key));
  }

  private static Entry entry(ResultSet row, StatementContext context) throws SQLException {
    String applied = row.getString(7);
    Instant createdAt = instant(row, 19);
    return new Entry(
        row.getString(1),
        row.getInt(2),
        State.of(row.getString(3)),
        row.getBoolean(12),
        new Wanted(Fingerprint.parse(row.getString(6)), row.getString(9), row.getString(10)),
        new Counterpart(
            row.getString(4),
            row.getString(5),
            applied == null ? null : Fingerprint.parse(applied),
            row.getString(8),
            instant(row, 15),
            createdAt == null ? null : new Moment(row.getLong(18), createdAt)),
        new CreateAttempt(instant(row, 13), row.getInt(14)),
        new Presence(
            new Moment(row.getLong(16), row.getObject(17, OffsetDateTime.class).toInstant()),
            row.getInt(11)));
  }

  private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
