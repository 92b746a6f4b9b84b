package dev.caravan.vendors.datto;

import dev.caravan.store.EmbeddedStore;

/** On the embedded store. */
class AuditStoreTest extends AuditStoreContract {
  AuditStoreTest() {
    super(new EmbeddedStore());
  }
}
