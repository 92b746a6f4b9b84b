package dev.caravan.vendors.ninox;

import dev.caravan.store.PostgresStore;
import dev.caravan.store.TestStore;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresRowTicketsTest extends RowTicketsContract {
  @RegisterExtension final TestStore store = new PostgresStore();

  @Override
  TestStore store() {
    return store;
  }
}
