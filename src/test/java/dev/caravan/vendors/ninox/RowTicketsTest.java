package dev.caravan.vendors.ninox;

import dev.caravan.store.EmbeddedStore;
import dev.caravan.store.TestStore;
import org.junit.jupiter.api.extension.RegisterExtension;

class RowTicketsTest extends RowTicketsContract {
  @RegisterExtension final TestStore store = new EmbeddedStore();

  @Override
  TestStore store() {
    return store;
  }
}
