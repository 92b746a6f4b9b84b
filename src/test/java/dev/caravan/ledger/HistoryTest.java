package dev.caravan.ledger;

import dev.caravan.store.EmbeddedStore;

/** On the embedded store. */
class HistoryTest extends HistoryContract {
  HistoryTest() {
    super(new EmbeddedStore());
  }
}
