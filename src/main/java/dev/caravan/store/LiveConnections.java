package dev.caravan.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.ConnectionFactory;

/**
 * The connections of a pool, but none that was lost with the process that served the file: one may
 * have passed the pool's own test a moment before. Thread-safe.
 */
record LiveConnections(HikariDataSource pool) implements ConnectionFactory {
  @Override
  public Connection openConnection() throws SQLException {
    // All that the pool holds may be lost at the same time.
    for (int lost = 0; lost < pool.getMaximumPoolSize(); lost++) {
      Connection connection = pool.getConnection();
      try {
        // The first that is asked of a connection anyway, and no statement.
        connection.getAutoCommit();
        return connection;
      } catch (SQLException e) {
        pool.evictConnection(connection);
        if (!StoreLost.is(e)) {
          throw e;
        }
      }
    }
    return pool.getConnection();
  }
}
