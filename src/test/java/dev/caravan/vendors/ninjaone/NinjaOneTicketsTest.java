package dev.caravan.vendors.ninjaone;

import dev.caravan.store.EmbeddedStore;

class NinjaOneTicketsTest extends NinjaOneTicketsContract {
  NinjaOneTicketsTest() {
    super(new EmbeddedStore());
  }
}
