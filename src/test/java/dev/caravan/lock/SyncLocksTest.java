package dev.caravan.lock;

import dev.caravan.store.EmbeddedStore;

/** On the embedded store. */
class SyncLocksTest extends SyncLocksContract {
  SyncLocksTest() {
    super(new EmbeddedStore());
  }
}
