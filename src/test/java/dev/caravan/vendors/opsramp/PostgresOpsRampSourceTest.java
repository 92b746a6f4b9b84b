package dev.caravan.vendors.opsramp;

import dev.caravan.store.PostgresStore;

class PostgresOpsRampSourceTest extends OpsRampSourceContract {
  PostgresOpsRampSourceTest() {
    super(new PostgresStore());
  }
}
