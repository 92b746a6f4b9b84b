package dev.caravan.vendors.ninjaone;

import dev.caravan.store.EmbeddedStore;
import dev.caravan.store.TestStore;
import org.junit.jupiter.api.extension.RegisterExtension;

class NinjaOneSyncsTest extends NinjaOneSyncsContract {
  @RegisterExtension final TestStore store = new EmbeddedStore();

  @Override
  TestStore store() {
    return store;
  }
}
