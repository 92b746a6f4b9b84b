package dev.caravan.budget;

import dev.caravan.store.Database;
import java.util.OptionalLong;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a store was put back to an earlier state while no process had it open: its last moment is
 * older than its file or the start of its server, which no process of ours explains.
 */
final class StorePutBack {
  /** A process says when it ends; its file is closed right after. */
  private static final long CLOSING_MILLIS = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(StorePutBack.class);

  private StorePutBack() {}

  /** A process ends, and what closing writes into a file is not to look as if it was put back. */
  static void closing(Database store) {
    if (store.isFile()) {
      try {
        store.write(handle -> handle.execute("UPDATE budget_account SET seen_ms = <now_millis>"));
      } catch (JdbiException e) {
        LOG.debug("The store of the budgets was not told that this process ends", e);
      }
    }
  }

  /**
   * How long ago that was at the most recent; empty where it was not. Calls that the store does not
   * know of were made before.
   */
  static OptionalLong ageMillis(Database store) {
    long since = store.inPlaceSinceMillis();
    return store.read(
        handle ->
            handle
                .createQuery(
                    "SELECT MAX(CASE WHEN seen_ms > store_ms THEN seen_ms ELSE store_ms END),"
                        + " <now_millis> FROM budget_account")
                .map(
                    (rs, context) -> {
                      long last = rs.getLong(1);
                      boolean putBack = !rs.wasNull() && last < since - CLOSING_MILLIS;
                      return putBack
                          ? OptionalLong.of(Math.max(0, rs.getLong(2) - since))
                          : OptionalLong.empty();
                    })
                .one());
  }
}
