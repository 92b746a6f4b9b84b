package dev.caravan.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * The journal of one sync, within one transaction: the writes whose end is not known. Not
 * thread-safe.
 */
public final class WriteIntents {
  private static final String COLUMNS =
      "step, cycle, source_key, generation, op, state, desired, payload, intended_at, doubted_at";

  /** A create is never sent again as it was: the record is mapped anew, or found in the target. */
  private static final String NOT_KEPT = "{}";

  private final Handle handle;
  private final String sync;

  WriteIntents(Handle handle, String sync) {
    this.handle = handle;
    this.sync = sync;
  }

  /** Reserves that many consecutive numbers and returns the first. */
  public long reserve(int count) {
    return handle
            .createQuery(
                "UPDATE sync SET last_step = last_step + :count WHERE name = :sync"
                    + " RETURNING last_step")
            .bind("count", count)
            .bind("sync", sync)
            .mapTo(long.class)
            .one()
        - count
        + 1;
  }

  public void intend(Collection<WriteIntent> steps) {
    Batches.write(
        handle,
        "INSERT INTO step (sync, step, cycle, source_key, generation, op, state, desired, payload,"
            + " intended_at) VALUES (?, ?, ?, ?, ?, ?, 'intended', ?, ?, ?)",
        steps,
        (row, step) -> {
          Fingerprint desired = step.desired();
          row.text(sync)
              .number(step.step())
              .number(step.cycle())
              .text(step.key())
              .number(step.generation())
              .text(step.op().word())
              .text(desired == null ? null : desired.toString())
              .text(step.op() == Op.CREATE ? NOT_KEPT : step.payload())
              .instant(step.intendedAt());
        });
  }

  /** The steps of one record in the order in which they were intended. */
  public List<WriteIntent> of(String key) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + " FROM step WHERE sync = :sync AND source_key = :key AND op <> 'double'"
                + " ORDER BY step")
        .bind("sync", sync)
        .bind("key", key)
        .map(WriteIntents::step)
        .list();
  }

  /**
   * The steps of several records, by record. The journal holds only what is on its way or in doubt:
   * to read it costs less than an index by key would.
   */
  public Map<String, List<WriteIntent>> of(Collection<String> keys) {
    Set<String> wanted = new HashSet<>(keys);
    Map<String, List<WriteIntent>> found = new HashMap<>();
    for (WriteIntent step : all()) {
      if (wanted.contains(step.key())) {
        found.computeIfAbsent(step.key(), key -> new ArrayList<>()).add(step);
      }
    }
    return found;
  }

  /** All steps, oldest first; without {@link #doubles}. */
  public List<WriteIntent> all() {
    return where("op <> 'double'");
  }

  /** The closings of surplus counterparts that are owed: they belong to no entry. */
  public List<WriteIntent> doubles() {
    return where("op = 'double'");
  }

  private List<WriteIntent> where(String condition) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + " FROM step WHERE sync = :sync AND "
                + condition
                + " ORDER BY step")
        .bind("sync", sync)
        .map(WriteIntents::step)
        .list();
  }

  /** What was intended together is mostly over together: numbers in a row go at once. */
  public void over(Collection<Long> steps) {
    Batches.write(
        handle,
        "DELETE FROM step WHERE sync = ? AND step BETWEEN ? AND ?",
        runs(steps),
        (row, run) -> row.text(sync).number(run.first()).number(run.last()));
  }

  private record Run(long first, long last) {}

  private static List<Run> runs(Collection<Long> steps) {
    List<Run> runs = new ArrayList<>();
    for (long step : steps.stream().mapToLong(Long::longValue).sorted().distinct().toArray()) {
      int last = runs.size() - 1;
      if (last >= 0 && runs.get(last).last() == step - 1) {
        runs.set(last, new Run(runs.get(last).first(), step));
      } else {
        runs.add(new Run(step, step));
      }
    }
    return runs;
  }

  /**
   * @param at from when on the target's reads, once they are up to date, tell what became of them
   */
  public void inDoubt(Collection<Long> steps, Instant at) {
    Batches.write(
        handle,
        "UPDATE step SET state = 'in-doubt', doubted_at = ? WHERE sync = ? AND step = ?",
        steps,
        (row, step) -> row.instant(at).text(sync).number(step));
  }

  private static WriteIntent step(ResultSet row, StatementContext context) throws SQLException {
    String desired = row.getString("desired");
    long doubtedAt = row.getLong("doubted_at");
    boolean inDoubt = !row.wasNull();
    return new WriteIntent(
        row.getLong("step"),
        row.getLong("cycle"),
        row.getString("source_key"),
        row.getInt("generation"),
        Op.of(row.getString("op")),
        inDoubt ? Instant.ofEpochMilli(doubtedAt) : null,
        desired == null ? null : Fingerprint.parse(desired),
        row.getString("payload"),
        Instant.ofEpochMilli(row.getLong("intended_at")));
  }
}
