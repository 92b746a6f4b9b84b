package dev.caravan.store;

/** On PostgreSQL. */
class PostgresDatabaseTest extends DatabaseContract {
  PostgresDatabaseTest() {
    super(new PostgresStore());
  }
}
