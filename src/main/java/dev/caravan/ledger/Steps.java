package dev.caravan.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
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
      "step, cycle, source_key, generation, op, state, desired, payload, intended_at";

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
                + " :payload, :intendedAt)");
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

  public void inDoubt(Collection<Long> steps) {
    PreparedBatch batch =
        handle.prepareBatch(
            "UPDATE step SET state = 'in-doubt' WHERE sync = :sync AND step = :step");
    steps.forEach(step -> batch.bind("sync", sync).bind("step", step).add());
    Batches.run(batch, steps.size());
  }

  private static Step step(ResultSet row, StatementContext context) throws SQLException {
    String desired = row.getString("desired");
    return new Step(
        row.getLong("step"),
        row.getLong("cycle"),
        row.getString("source_key"),
        row.getInt("generation"),
        Op.of(row.getString("op")),
        "in-doubt".equals(row.getString("state")),
        desired == null ? null : Fingerprint.parse(desired),
        row.getString("payload"),
        row.getTimestamp("intended_at").toInstant());
  }
}
