package dev.caravan.notify;

import dev.caravan.store.PostgresStore;

/** On PostgreSQL. */
class PostgresNotifierTest extends NotifierContract {
  PostgresNotifierTest() {
    super(new PostgresStore());
  }
}
