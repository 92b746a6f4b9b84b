package dev.caravan.ledger;

import dev.caravan.store.EmbeddedStore;

/** On the embedded store. */
class SourcePositionsTest extends SourcePositionsContract {
  SourcePositionsTest() {
    super(new EmbeddedStore());
  }
}
