package dev.caravan.vendors.opsramp;

import dev.caravan.store.EmbeddedStore;

class OpsRampSourceTest extends OpsRampSourceContract {
  OpsRampSourceTest() {
    super(new EmbeddedStore());
  }
}
