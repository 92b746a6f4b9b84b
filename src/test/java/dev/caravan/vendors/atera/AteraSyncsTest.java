package dev.caravan.vendors.atera;

import dev.caravan.store.EmbeddedStore;
import dev.caravan.store.TestStore;
import org.junit.jupiter.api.extension.RegisterExtension;

class AteraSyncsTest extends AteraSyncsContract {
  @RegisterExtension final TestStore store = new EmbeddedStore();

  @Override
  TestStore store() {
    return store;
  }
}
