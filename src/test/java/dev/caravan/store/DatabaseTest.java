package dev.caravan.store;

/** On the embedded store. */
class DatabaseTest extends DatabaseContract {
  DatabaseTest() {
    super(new EmbeddedStore());
  }
}
