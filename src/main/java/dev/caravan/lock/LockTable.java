package dev.caravan.lock;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.support.AbstractStorageAccessor;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * ShedLock's storage, by the clock of the database, with the process as the owner: ShedLock's own
 * names the host alone, and two processes of one host must not extend or release each other's lock.
 */
final class LockTable extends AbstractStorageAccessor {
  private final Jdbi jdbi;
  private final Holder holder;

  LockTable(Jdbi jdbi, Holder holder) {
    this.jdbi = jdbi;
    this.holder = holder;
  }

  @Override
  public boolean insertRecord(LockConfiguration lock) {
    return jdbi.inTransaction(
        handle -> {
          Instant now = now(handle);
          boolean known =
              handle
                  .createQuery("SELECT 1 FROM shedlock WHERE name = :name")
                  .bind("name", lock.getName())
                  .mapTo(int.class)
                  .findOne()
                  .isPresent();
          if (known) {
            return false;
          }
          try {
            return handle
                    .createUpdate(
                        "INSERT INTO shedlock (name, lock_until, locked_at, locked_by)"
                            + " VALUES (:name, :until, :now, :holder)")
                    .bind("name", lock.getName())
                    .bind("until", now.plus(lock.getLockAtMostFor()))
                    .bind("now", now)
                    .bind("holder", holder.toString())
                    .execute()
                > 0;
          } catch (org.jdbi.v3.core.statement.UnableToExecuteStatementException e) {
            // Somebody else inserted it in the same moment; the update decides who has it.
            handle.rollback();
            return false;
          }
        });
  }

  @Override
  public boolean updateRecord(LockConfiguration lock) {
    return update(
        lock,
        "UPDATE shedlock SET lock_until = :until, locked_at = :now, locked_by = :holder"
            + " WHERE name = :name AND lock_until <= :now");
  }

  @Override
  public boolean extend(LockConfiguration lock) {
    return update(
        lock,
        "UPDATE shedlock SET lock_until = :until"
            + " WHERE name = :name AND locked_by = :holder AND lock_until > :now");
  }

  @Override
  public void unlock(LockConfiguration lock) {
    update(
        lock, "UPDATE shedlock SET lock_until = :now WHERE name = :name AND locked_by = :holder");
  }

  private boolean update(LockConfiguration lock, String sql) {
    return jdbi.inTransaction(
        handle -> {
          Instant now = now(handle);
          return handle
                  .createUpdate(sql)
                  .bind("until", now.plus(lock.getLockAtMostFor()))
                  .bind("now", now)
                  .bind("holder", holder.toString())
                  .bind("name", lock.getName())
                  .execute()
              > 0;
        });
  }

  /** Who has the lock at this moment. */
  Optional<Holder> holderOf(String name) {
    return jdbi.inTransaction(
        handle ->
            handle
                .createQuery(
                    "SELECT locked_by FROM shedlock WHERE name = :name AND lock_until > :now")
                .bind("name", name)
                .bind("now", now(handle))
                .mapTo(String.class)
                .findOne()
                .map(Holder::parse));
  }

  /** Frees a lock whose holder is known to have ended. */
  void free(String name, Holder gone) {
    jdbi.useTransaction(
        handle ->
            handle
                .createUpdate(
                    "UPDATE shedlock SET lock_until = :now WHERE name = :name AND locked_by ="
                        + " :holder")
                .bind("now", now(handle).minus(Duration.ofSeconds(1)))
                .bind("name", name)
                .bind("holder", gone.toString())
                .execute());
  }

  private static Instant now(Handle handle) {
    return handle.createQuery("SELECT CURRENT_TIMESTAMP").mapTo(Instant.class).one();
  }
}
