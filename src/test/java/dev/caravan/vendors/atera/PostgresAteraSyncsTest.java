package dev.caravan.vendors.atera;

import dev.caravan.store.PostgresStore;
import dev.caravan.store.TestStore;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresAteraSyncsTest extends AteraSyncsContract {
  @RegisterExtension final TestStore store = new PostgresStore();

  @Override
  TestStore store() {
    return store;
  }
}
