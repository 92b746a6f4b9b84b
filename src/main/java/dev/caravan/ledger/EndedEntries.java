package dev.caravan.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * What is left of the entries of one sync that ended long ago, within one transaction: the highest
 * generation, which is never used again, its marker, its target and what closed that. Not
 * thread-safe.
 */
final class EndedEntries {
  private static final Moment LONG_AGO = new Moment(0, Instant.EPOCH);
  private static final Fingerprint UNKNOWN = new Fingerprint("", "");

  private static final String COLUMNS = "source_key, generation, marker, target_id, closing";

  private final Handle handle;
  private final String sync;

  EndedEntries(Handle handle, String sync) {
    this.handle = handle;
    this.sync = sync;
  }

  /** Those of the given keys, by key, as closed entries of which nothing else is known. */
  Map<String, Entry> of(Collection<String> keys) {
    Map<String, Entry> found = new HashMap<>();
    Lookup.each(
        handle,
        "SELECT " + COLUMNS + " FROM ended_entry WHERE sync = ? AND source_key",
        sync,
        keys,
        row -> found.put(row.getString(1), entry(row)));
    return found;
  }

  /** All of them, one at a time. */
  void each(Consumer<Entry> consumer) {
    try (var rows =
        handle
            .createQuery("SELECT " + COLUMNS + " FROM ended_entry WHERE sync = :sync")
            .bind("sync", sync)
            .setFetchSize(1000)
            .map((row, context) -> entry(row))
            .iterator()) {
      rows.forEachRemaining(consumer);
    }
  }

  private static Entry entry(ResultSet row) throws SQLException {
    String key = row.getString(1);
    return new Entry(
        key,
        row.getInt(2),
        State.CLOSED,
        false,
        new Wanted(UNKNOWN, row.getString(5), key),
        new Counterpart(row.getString(3), row.getString(4), null, null, null, null),
        CreateAttempt.NONE,
        new Presence(LONG_AGO, 0));
  }

  /** Those of the given entries that were among them, and are no more. */
  List<Entry> taken(List<Entry> entries) {
    int[] gone =
        Batches.write(
            handle,
            "DELETE FROM ended_entry WHERE sync = ? AND source_key = ?",
            entries,
            (row, entry) -> row.text(sync).text(entry.key()));
    List<Entry> taken = new ArrayList<>();
    for (int i = 0; i < gone.length; i++) {
      if (gone[i] > 0) {
        taken.add(entries.get(i));
      }
    }
    return taken;
  }

  /**
   * Takes up to so many entries that ended before a moment, the longest ago first, and whose
   * journal and dead letters are empty.
   *
   * @return how many
   */
  int take(Instant before, int most) {
    List<String> keys =
        handle
            .createQuery(
                "SELECT source_key FROM entry e WHERE sync = :sync AND ended_at < :before"
                    + " AND NOT EXISTS (SELECT 1 FROM step s"
                    + " WHERE s.sync = e.sync AND s.source_key = e.source_key)"
                    + " AND NOT EXISTS (SELECT 1 FROM dead_letter d"
                    + " WHERE d.sync = e.sync AND d.source_key = e.source_key)"
                    + " ORDER BY ended_at LIMIT :most")
            .bind("sync", sync)
            .bind("before", before.toEpochMilli())
            .bind("most", most)
            .mapTo(String.class)
            .list();
    run(
        "INSERT INTO ended_entry (sync, %1$s) SELECT sync, %1$s FROM entry".formatted(COLUMNS),
        keys);
    run("DELETE FROM occurrence", keys);
    run("DELETE FROM entry", keys);
    return keys.size();
  }

  private void run(String sql, List<String> keys) {
    Batches.write(
        handle,
        sql + " WHERE sync = ? AND source_key = ?",
        keys,
        (row, key) -> row.text(sync).text(key));
  }
}
