package dev.caravan.lock;

import dev.caravan.store.Database;
import java.util.Optional;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.support.AbstractStorageAccessor;

/**
 * ShedLock's storage, by the clock of the database, with the process as the owner: ShedLock's own
 * names the host alone, and two processes of one host must not extend or release each other's lock.
 */
final class LockTable extends AbstractStorageAccessor {
  private final Database store;
  private final Holder holder;

  LockTable(Database store, Holder holder) {
    this.store = store;
    this.holder = holder;
  }

  @Override
  public boolean insertRecord(LockConfiguration lock) {
    return changes(
        lock,
        "INSERT INTO shedlock (name, lock_until, locked_at, locked_by)"
            + " VALUES (:name, <now_millis> + :millis, <now_millis>, :holder)"
            + " ON CONFLICT (name) DO NOTHING");
  }

  @Override
  public boolean updateRecord(LockConfiguration lock) {
    return changes(
        lock,
        "UPDATE shedlock SET lock_until = <now_millis> + :millis, locked_at = <now_millis>,"
            + " locked_by = :holder WHERE name = :name AND lock_until <= <now_millis>");
  }

  @Override
  public boolean extend(LockConfiguration lock) {
    return changes(
        lock,
        "UPDATE shedlock SET lock_until = <now_millis> + :millis"
            + " WHERE name = :name AND locked_by = :holder AND lock_until > <now_millis>");
  }

  @Override
  public void unlock(LockConfiguration lock) {
    free(lock.getName(), holder);
  }

  private boolean changes(LockConfiguration lock, String sql) {
    return store.write(
        handle ->
            handle
                    .createUpdate(sql)
                    .bind("millis", lock.getLockAtMostFor().toMillis())
                    .bind("holder", holder.toString())
                    .bind("name", lock.getName())
                    .execute()
                > 0);
  }

  /** Who has the lock at this moment. */
  Optional<Holder> holderOf(String name) {
    return store.read(
        handle ->
            handle
                .createQuery(
                    "SELECT locked_by FROM shedlock"
                        + " WHERE name = :name AND lock_until > <now_millis>")
                .bind("name", name)
                .mapTo(String.class)
                .findOne()
                .map(Holder::parse));
  }

  /**
   * Ends the lock of a holder that gives it back, or is known to have ended; it is free then even
   * if the clock is set back.
   */
  void free(String name, Holder owner) {
    store.write(
        handle ->
            handle
                .createUpdate(
                    "UPDATE shedlock SET lock_until = 0"
                        + " WHERE name = :name AND locked_by = :holder")
                .bind("name", name)
                .bind("holder", owner.toString())
                .execute());
  }
}
