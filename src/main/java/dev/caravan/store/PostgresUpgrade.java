package dev.caravan.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Lets one process at a time bring a database on a server up to date, with connections that may
 * take as long over a statement as they need.
 */
final class PostgresUpgrade {
  /** Nobody else's, one hopes: the letters of our name. */
  private static final long LOCK = 0x63617261_76616eL;

  private static final String PATIENCE = "SET lock_timeout = '60s'";

  private final PGSimpleDataSource source;

  PostgresUpgrade(StoreSettings settings) {
    source = new PGSimpleDataSource();
    source.setUrl(settings.url());
    // Credentials may stand in the URL.
    if (!settings.username().isEmpty()) {
      source.setUser(settings.username());
      source.setPassword(settings.password());
    }
  }

  /**
   * @throws SQLException when another process takes more than a minute over the same
   */
  void exclusively(Consumer<DataSource> work) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(PATIENCE);
      statement.execute("SELECT pg_advisory_lock(%d)".formatted(LOCK));
      // Given back when the connection ends.
      work.accept(source);
    }
  }
}
