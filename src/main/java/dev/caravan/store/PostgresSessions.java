package dev.caravan.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A pool of connections to PostgreSQL, for reading and writing. */
final class PostgresSessions implements Sessions {
  /** Nobody waits for a free connection here, so this is how long a server may take to answer. */
  private static final long CONNECTION_TIMEOUT_MILLIS = 10_000;

  private final HikariDataSource pool;

  private PostgresSessions(HikariDataSource pool) {
    this.pool = pool;
  }

  static PostgresSessions of(StoreSettings settings, String name, int most) {
    return new PostgresSessions(new HikariDataSource(config(settings, name, most)));
  }

  /** Connections that cannot write. */
  static PostgresSessions reading(StoreSettings settings, String name, int most) {
    HikariConfig config = config(settings, name, most);
    config.setReadOnly(true);
    return new PostgresSessions(new HikariDataSource(config));
  }

  private static HikariConfig config(StoreSettings settings, String name, int most) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("caravan-" + name);
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.username());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(most);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
    configureSession(config);
    return config;
  }

  /** What holds for each connection on the server, and for its socket. */
  private static void configureSession(HikariConfig config) {
    config.addDataSourceProperty("ApplicationName", "caravan");
  }

  @Override
  public int most() {
    return pool.getMaximumPoolSize();
  }

  @Override
  public Connection openConnection() throws SQLException {
    return pool.getConnection();
  }

  @Override
  public void begin(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
  }

  @Override
  public void commit(Connection connection) throws SQLException {
    connection.commit();
    connection.setAutoCommit(true);
  }

  @Override
  public void rollback(Connection connection) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      pool.evictConnection(connection);
    }
  }

  @Override
  public DataSource dataSource() {
    return pool;
  }

  @Override
  public void close() {
    pool.close();
  }
}
