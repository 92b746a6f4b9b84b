package dev.caravan.ledger;

import dev.caravan.store.PostgresStore;
import org.junit.jupiter.api.Timeout;

/** On PostgreSQL. */
@Timeout(120)
class PostgresSourcePositionsTest extends SourcePositionsContract {
  PostgresSourcePositionsTest() {
    super(new PostgresStore());
  }
}
