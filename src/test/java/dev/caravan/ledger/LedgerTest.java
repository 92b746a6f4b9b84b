package dev.caravan.ledger;

import dev.caravan.store.EmbeddedStore;

/** On the embedded store. */
class LedgerTest extends LedgerContract {
  LedgerTest() {
    super(new EmbeddedStore());
  }
}
