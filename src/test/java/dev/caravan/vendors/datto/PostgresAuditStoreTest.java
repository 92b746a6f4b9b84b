package dev.caravan.vendors.datto;

import dev.caravan.store.PostgresStore;

/** On PostgreSQL. */
class PostgresAuditStoreTest extends AuditStoreContract {
  PostgresAuditStoreTest() {
    super(new PostgresStore());
  }
}
