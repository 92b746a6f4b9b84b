package dev.caravan.vendors.opsramp;

import dev.caravan.store.PostgresStore;

class PostgresOpsRampIncidentsTest extends OpsRampIncidentsContract {
  PostgresOpsRampIncidentsTest() {
    super(new PostgresStore());
  }
}
