package dev.caravan.vendors.opsramp;

import dev.caravan.store.EmbeddedStore;

class OpsRampIncidentsTest extends OpsRampIncidentsContract {
  OpsRampIncidentsTest() {
    super(new EmbeddedStore());
  }
}
