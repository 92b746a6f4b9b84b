package dev.caravan.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The entries of one sync, within one transaction. Not thread-safe. */
public final class Entries {
  private static final String COLUMNS =
      "source_key, generation, state, marker, target_id, desired, applied, written, closing, summary, missed,"
          + " held, attempted_at, scans, commented_at";

  private final Handle handle;
  private final String sync;

  Entries(Handle handle, String sync) {
    this.handle = handle;
    this.sync = sync;
  }

  public Optional<Entry> find(String key) {
    return Optional.ofNullable(find(List.of(key)).get(key));
  }

  /**
   * The entries of those keys that exist, by key. A join, because H2 does not look up a list of
   * keys behind the sync's name in the index, but reads all entries of the sync.
   */
  public Map<String, Entry> find(Collection<String> keys) {
    Map<String, Entry> found = new HashMap<>();
    if (!keys.isEmpty()) {
      handle
          .createQuery(
              "SELECT "
                  + COLUMNS
                  + " FROM UNNEST(CAST(:keys AS VARCHAR ARRAY)) AS wanted(wanted_key)"
                  + " JOIN entry ON sync = :sync AND source_key = wanted_key")
          .bind("sync", sync)
          .bindArray("keys", String.class, List.copyOf(keys))
          .map(Entries::entry)
          .forEach(entry -> found.put(entry.key(), entry));
    }
    return found;
  }

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
    batch(
        entries,
        "INSERT INTO entry (sync, "
            + COLUMNS
            + ") VALUES (:sync, :key, :generation, :state, :marker, :targetId, :desired, :applied,"
            + " :written, :closing, :summary, :missed, :held, :attemptedAt, :scans, :commentedAt)");
  }

  public void update(Collection<Entry> entries) {
    batch(
        entries,
        "UPDATE entry SET generation = :generation, state = :state, marker = :marker, target_id ="
            + " :targetId, desired = :desired, applied = :applied, written = :written, closing = :closing, summary ="
            + " :summary, missed = :missed, held = :held, attempted_at = :attemptedAt, scans ="
            + " :scans, commented_at = :commentedAt WHERE sync = :sync AND source_key = :key");
  }

  public void delete(Collection<String> keys) {
    PreparedBatch batch =
        handle.prepareBatch("DELETE FROM entry WHERE sync = :sync AND source_key = :key");
    keys.forEach(key -> batch.bind("sync", sync).bind("key", key).add());
    Batches.run(batch, keys.size());
  }

  private void batch(Collection<Entry> entries, String sql) {
    PreparedBatch batch = handle.prepareBatch(sql);
    for (Entry entry : entries) {
      batch
          .bind("sync", sync)
          .bind("key", entry.key())
          .bind("generation", entry.generation())
          .bind("state", entry.state().word())
          .bind("marker", entry.marker())
          .bind("targetId", entry.targetId())
          .bind("desired", entry.desired().toString())
          .bind("applied", entry.applied() == null ? null : entry.applied().toString())
          .bind("written", entry.written())
          .bind("closing", entry.closing())
          .bind("summary", entry.summary())
          .bind("missed", entry.missed())
          .bind("held", entry.held())
          .bind("attemptedAt", entry.attemptedAt())
          .bind("scans", entry.scans())
          .bind("commentedAt", entry.commentedAt())
          .add();
    }
    Batches.run(batch, entries.size());
  }

  private static Entry entry(ResultSet row, StatementContext context) throws SQLException {
    String applied = row.getString("applied");
    return new Entry(
        row.getString("source_key"),
        row.getInt("generation"),
        State.of(row.getString("state")),
        row.getString("marker"),
        row.getString("target_id"),
        Fingerprint.parse(row.getString("desired")),
        applied == null ? null : Fingerprint.parse(applied),
        row.getString("written"),
        row.getString("closing"),
        row.getString("summary"),
        row.getInt("missed"),
        row.getBoolean("held"),
        instant(row, "attempted_at"),
        row.getInt("scans"),
        instant(row, "commented_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var timestamp = row.getTimestamp(column);
    return timestamp == null ? null : timestamp.toInstant();
  }
}
