package dev.caravan.ninox;

import dev.caravan.store.Store;
import dev.caravan.store.StoreSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** On PostgreSQL. */
@Timeout(120)
class PostgresPositionsTest extends PositionsContract {
  private static EmbeddedPostgres postgres;
  private static Store store;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
    store =
        Store.open(
            new StoreSettings(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "postgres"));
  }

  @AfterAll
  static void stop() throws IOException {
    store.close();
    postgres.close();
  }

  @BeforeEach
  void empty() {
    store.jdbi().useHandle(handle -> handle.execute("TRUNCATE source_position, sync, cycle"));
  }

  @Override
  Jdbi jdbi() {
    return store.jdbi();
  }
}
