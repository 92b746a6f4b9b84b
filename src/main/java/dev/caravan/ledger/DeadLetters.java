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
import org.jdbi.v3.core.Handle;

/** The dead letters of one sync, within one transaction. Not thread-safe. */
public final class DeadLetters {
  private static final int REASON_LENGTH = 2000;
  private static final String COLUMNS =
      "source_key, op, generation, cycle, died_at, desired, rules, reason, payload, double_id";

  private final Handle handle;
  private final String sync;

  DeadLetters(Handle handle, String sync) {
    this.handle = handle;
    this.sync = sync;
  }

  /** Those of the given records, by key. */
  public Map<String, List<DeadLetter>> of(Collection<String> keys) {
    Map<String, List<DeadLetter>> found = new HashMap<>();
    if (!keys.isEmpty() && any()) {
      Lookup.each(
          handle,
          "SELECT " + COLUMNS + " FROM dead_letter WHERE sync = ? AND source_key",
          sync,
          keys,
          row -> {
            DeadLetter letter = letter(row);
            found.computeIfAbsent(letter.key(), key -> new ArrayList<>()).add(letter);
          });
    }
    return found;
  }

  /** Mostly there are none, and hundreds of look-ups in vain are spared. */
  private boolean any() {
    return handle
        .createQuery("SELECT 1 FROM dead_letter WHERE sync = :sync LIMIT 1")
        .bind("sync", sync)
        .mapTo(int.class)
        .findOne()
        .isPresent();
  }

  /** All of them, oldest first. */
  public List<DeadLetter> all() {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + " FROM dead_letter WHERE sync = :sync ORDER BY died_at, source_key")
        .bind("sync", sync)
        .map((row, context) -> letter(row))
        .list();
  }

  /** Those of that kind, oldest first. */
  public List<DeadLetter> of(Op op) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + " FROM dead_letter WHERE sync = :sync AND op = :op ORDER BY died_at, source_key")
        .bind("sync", sync)
        .bind("op", op.word())
        .map((row, context) -> letter(row))
        .list();
  }

  /** Stores one, in place of an earlier one of the same record, kind and double. */
  public void put(DeadLetter letter) {
    drop(letter.key(), letter.op(), letter.doubleId());
    handle
        .createUpdate(
            "INSERT INTO dead_letter (sync, "
                + COLUMNS
                + ") VALUES (:sync, :key, :op, :generation, :cycle, :diedAt, :desired, :rules,"
                + " :reason, :payload, :doubleId)")
        .bind("sync", sync)
        .bind("key", letter.key())
        .bind("op", letter.op().word())
        .bind("generation", letter.generation())
        .bind("cycle", letter.cycle())
        .bind("diedAt", letter.diedAt().toEpochMilli())
        .bind("desired", letter.desired().toString())
        .bind("rules", letter.rules())
        .bind("reason", PrintableText.head(REASON_LENGTH, letter.reason()))
        .bind("payload", letter.payload())
        .bind("doubleId", letter.doubleId())
        .execute();
  }

  /** Drops that of a record's own counterpart. */
  public void drop(String key, Op op) {
    drop(key, op, "");
  }

  /** The same of a double. */
  public void drop(String key, Op op, String doubleId) {
    handle
        .createUpdate(
            "DELETE FROM dead_letter WHERE sync = :sync AND source_key = :key AND op = :op"
                + " AND double_id = :doubleId")
        .bind("sync", sync)
        .bind("key", key)
        .bind("op", op.word())
        .bind("doubleId", doubleId)
        .execute();
  }

  /** Drops those of that kind of several records. */
  public void drop(Collection<String> keys, Op op) {
    if (!keys.isEmpty() && any()) {
      Batches.write(
          handle,
          "DELETE FROM dead_letter WHERE sync = ? AND source_key = ? AND op = ?",
          keys,
          (row, key) -> row.text(sync).text(key).text(op.word()));
    }
  }

  /**
   * Drops all of one record and its counterpart, and says how many there were; what could not be
   * closed of a double stays.
   */
  public int drop(String key) {
    return handle
        .createUpdate(
            "DELETE FROM dead_letter WHERE sync = :sync AND source_key = :key AND op <> 'double'")
        .bind("sync", sync)
        .bind("key", key)
        .execute();
  }

  private static DeadLetter letter(ResultSet row) throws SQLException {
    return new DeadLetter(
        row.getString("source_key"),
        Op.of(row.getString("op")),
        row.getInt("generation"),
        row.getLong("cycle"),
        Instant.ofEpochMilli(row.getLong("died_at")),
        Fingerprint.parse(row.getString("desired")),
        row.getString("rules"),
        row.getString("reason"),
        row.getString("payload"),
        row.getString("double_id"));
  }
}
