package dev.caravan.budget;

import dev.caravan.store.PostgresStore;

/** On PostgreSQL. */
class PostgresSpentBudgetsTest extends SpentBudgetsContract {
  PostgresSpentBudgetsTest() {
    super(new PostgresStore());
  }
}
