package dev.caravan.lock;

import dev.caravan.store.PostgresStore;
import org.junit.jupiter.api.Timeout;

/** On PostgreSQL. */
@Timeout(120)
class PostgresSyncLocksTest extends SyncLocksContract {
  PostgresSyncLocksTest() {
    super(new PostgresStore());
  }
}
