package dev.caravan.ledger;

import dev.caravan.store.Database;
import dev.caravan.store.Retention;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The syncs that nobody runs any more: their last cycle began before all that is kept, and no cycle
 * of theirs is under way. Thread-safe.
 */
public final class IdleSyncs implements Retention.OldRows {
  private static final String IDLE =
      "SELECT s.name FROM sync s JOIN cycle last"
          + " ON last.sync = s.name AND last.cycle = s.last_cycle"
          + " WHERE last.started_at < :before AND NOT EXISTS (SELECT 1 FROM shedlock l"
          + " WHERE l.name = s.name AND l.lock_until > <now_millis>)";

  private final Database store;

  public IdleSyncs(Database store) {
    this.store = store;
  }

  /**
   * Their cycles and ended entries, as if a cycle of theirs had ended. What a first cycle would
   * still look at stays, however long ago it was.
   */
  @Override
  public boolean take(Instant before) {
    List<String> idle =
        store.read(
            handle ->
                handle
                    .createQuery(IDLE)
                    .bind("before", before.toEpochMilli())
                    .mapTo(String.class)
                    .list());
    boolean more = false;
    for (String sync : idle) {
      more |= store.<Boolean>write(handle -> take(handle, sync, before));
    }
    return more;
  }

  /** Behind the lock on its row: a cycle that begins meanwhile waits until this is committed. */
  private static boolean take(Handle handle, String sync, Instant before) {
    Ledger.lockedLastCycle(handle, sync);
    boolean still =
        handle
            .createQuery(IDLE + " AND s.name = :sync")
            .bind("before", before.toEpochMilli())
            .bind("sync", sync)
            .mapTo(String.class)
            .findOne()
            .isPresent();
    return still && new History(handle, sync).prune(before);
  }
}
