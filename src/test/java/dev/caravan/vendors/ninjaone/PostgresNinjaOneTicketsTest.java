package dev.caravan.vendors.ninjaone;

import dev.caravan.store.PostgresStore;

class PostgresNinjaOneTicketsTest extends NinjaOneTicketsContract {
  PostgresNinjaOneTicketsTest() {
    super(new PostgresStore());
  }
}
