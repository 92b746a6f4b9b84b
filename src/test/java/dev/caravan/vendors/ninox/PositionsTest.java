package dev.caravan.vendors.ninox;

import dev.caravan.store.EmbeddedStore;

/** On the embedded store. */
class PositionsTest extends PositionsContract {
  PositionsTest() {
    super(new EmbeddedStore());
  }
}
