package dev.caravan.vendors.ninox;

import dev.caravan.store.PostgresStore;
import org.junit.jupiter.api.Timeout;

/** On PostgreSQL. */
@Timeout(120)
class PostgresPositionsTest extends PositionsContract {
  PostgresPositionsTest() {
    super(new PostgresStore());
  }
}
