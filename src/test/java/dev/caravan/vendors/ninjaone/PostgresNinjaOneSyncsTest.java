package dev.caravan.vendors.ninjaone;

import dev.caravan.store.PostgresStore;
import dev.caravan.store.TestStore;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresNinjaOneSyncsTest extends NinjaOneSyncsContract {
  @RegisterExtension final TestStore store = new PostgresStore();

  @Override
  TestStore store() {
    return store;
  }
}
