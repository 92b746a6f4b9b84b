package dev.caravan.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * The journal of one sync, within one transaction: the writes whose end is not known. Not
 * thread-safe.
 */
public final class Steps {
  private static final String COLUMNS =
      "step, cycle, source_key, generation, op, state, desired, payload, intended_at, doubted_at";

  private final Handle handle;
  private final String sync;

  Steps(Handle handle, String sync) {
    this.handle = handle;
    this.sync = sync;
  }

  /** Reserves that many consecutive numbers and returns the first. */
  public long reserve(int count) {
    handle
        .createUpdate("UPDATE sync SET last_step = last_step + :count WHERE name = :sync")
        .bind("count", count)
        .bind("sync", sync)
        .execute();
    return handle
            .createQuery("SELECT last_step FROM sync WHERE name = :sync")
            .bind("sync", sync)
            .mapTo(long.class)
            .one()
        - count
        + 1;
  }

  public void intend(Collection<Step> steps) {
    PreparedBatch batch =
        handle.prepareBatch(
            "INSERT INTO step (sync, "
                + COLUMNS
                + ") VALUES (:sync, :step, :cycle, :key, :generation, :op, 'intended', :desired,"
                + " :payload, :intendedAt, NULL)");
    for (Step step : steps) {
      batch
          .bind("sync", sync)
          .bind("step", step.step())
          .bind("cycle", step.cycle())
          .bind("key", step.key())
          .bind("generation", step.generation())
          .bind("op", step.op().word())
          .bind("desired", step.desired() == null ? null : step.desired().toString())
          .bind("payload", step.payload())
          .bind("intendedAt", step.intendedAt())
          .add();
    }
    Batches.run(batch, steps.size());
  }

  public Optional<Step> find(long step) {
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM step WHERE sync = :sync AND step = :step")
        .bind("sync", sync)
        .bind("step", step)
        .map(Steps::step)
        .findOne();
  }

  /** The steps of one record in the order in which they were intended. */
  public List<Step> of(String key) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + " FROM step WHERE sync = :sync AND source_key = :key ORDER BY step")
        .bind("sync", sync)
        .bind("key", key)
        .map(Steps::step)
        .list();
  }

  /** The steps of several records, by record. */
  public Map<String, List<Step>> of(Collection<String> keys) {
    Map<String, List<Step>> found = new HashMap<>();
    if (!keys.isEmpty()) {
      handle
          .createQuery(
              "SELECT "
                  + COLUMNS
                  + " FROM step WHERE sync = :sync AND source_key IN (<keys>) ORDER BY step")
          .bind("sync", sync)
          .bindList("keys", List.copyOf(keys))
          .map(Steps::step)
          .forEach(step -> found.computeIfAbsent(step.key(), key -> new ArrayList<>()).add(step));
    }
    return found;
  }

  /** All steps, oldest first. */
  public List<Step> all() {
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM step WHERE sync = :sync ORDER BY step")
        .bind("sync", sync)
        .map(Steps::step)
        .list();
  }

  public void over(Collection<Long> steps) {
    PreparedBatch batch =
        handle.prepareBatch("DELETE FROM step WHERE sync = :sync AND step = :step");
    steps.forEach(step -> batch.bind("sync", sync).bind("step", step).add());
    Batches.run(batch, steps.size());
  }

  /**
   * @param at from when on the target's reads, once they are up to date, tell what became of them
   */
  public void inDoubt(Collection<Long> steps, Instant at) {
    PreparedBatch batch =
        handle.prepareBatch(
            "UPDATE step SET state = 'in-doubt', doubted_at = :at"
                + " WHERE sync = :sync AND step = :step");
    steps.forEach(step -> batch.bind("at", at).bind("sync", sync).bind("step", step).add());
    Batches.run(batch, steps.size());
  }

  private static Step step(ResultSet row, StatementContext context) throws SQLException {
    String desired = row.getString("desired");
    Timestamp doubtedAt = row.getTimestamp("doubted_at");
    return new Step(
        row.getLong("step"),
        row.getLong("cycle"),
        row.getString("source_key"),
        row.getInt("generation"),
        Op.of(row.getString("op")),
        doubtedAt == null ? null : doubtedAt.toInstant(),
        desired == null ? null : Fingerprint.parse(desired),
        row.getString("payload"),
        row.getTimestamp("intended_at").toInstant());
  }
}
