package dev.caravan.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;

/**
 * A PostgreSQL server for all tests that run in this process: started when the first one asks, and
 * stopped when the process ends.
 */
public final class SharedPostgres {
  private SharedPostgres() {}

  private static final class Server {
    static final EmbeddedPostgres STARTED = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.start();
      } catch (IOException e) {
        throw new UncheckedIOException("PostgreSQL does not start", e);
      }
    }
  }

  /** An empty database that nobody else has. */
  public static StoreSettings database() throws SQLException {
    String database = "caravan_" + Long.toHexString(System.nanoTime());
    try (var connection = Server.STARTED.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + database);
    }
    String url = Server.STARTED.getJdbcUrl("postgres", database);
    return new StoreSettings(url, "postgres", "postgres");
  }
}
