package dev.caravan.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;

/** On PostgreSQL. */
class PostgresLookedAtTest extends LookedAtContract {
  PostgresLookedAtTest() {
    super(new PostgresStore());
  }

  @Override
  StoreSettings none() throws SQLException {
    String database = "none_" + Long.toHexString(System.nanoTime());
    try (Connection connection = connection(store.settings());
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + database);
    }
    StoreSettings other = store.settings();
    return new StoreSettings(
        other.url().replaceAll("/caravan_[0-9a-f]+", "/" + database),
        other.username(),
        other.password());
  }

  private static Connection connection(StoreSettings settings) throws SQLException {
    return DriverManager.getConnection(settings.url(), settings.username(), settings.password());
  }

  @Override
  boolean isMade(StoreSettings none) throws SQLException {
    try (Connection connection = connection(none);
        ResultSet tables =
            connection.getMetaData().getTables(null, "public", null, new String[] {"TABLE"})) {
      return tables.next();
    }
  }
}
