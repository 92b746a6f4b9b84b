package dev.caravan.ledger;

import dev.caravan.store.PostgresStore;

/** On PostgreSQL. */
class PostgresHistoryTest extends HistoryContract {
  PostgresHistoryTest() {
    super(new PostgresStore());
  }
}
