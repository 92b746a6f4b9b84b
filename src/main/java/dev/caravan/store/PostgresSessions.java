package dev.caravan.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** A pool of connections to PostgreSQL, for reading and writing. */
final class PostgresSessions implements Sessions {
  /** Nobody waits for a free connection here, so this is how long a server may take to answer. */
  private static final long CONNECTION_TIMEOUT_MILLIS = 10_000;

  /**
   * What holds for each session on the server, as far as it knows the setting. A process that was
   * frozen, or whose machine is gone, keeps its row locks for as long as its transaction is open:
   * the first ends one that waits for its process, the last one that cannot get rid of an answer.
   */
  private static final String SESSION =
      """
      SELECT set_config(name, value, false)
      FROM (VALUES
        ('idle_in_transaction_session_timeout', '5s'),
        ('lock_timeout', '15s'),
        ('statement_timeout', '20s'),
        ('tcp_user_timeout', '8s')) AS wanted (name, value)
      WHERE name IN (SELECT name FROM pg_settings)
      """;

  private static final String STARTED =
      "SELECT CAST(EXTRACT(EPOCH FROM pg_postmaster_start_time()) * 1000 AS BIGINT)";

  /** How long the server may keep silent, in seconds: longer than any statement may take. */
  private static final int SILENCE = 30;

  /** Of those who renew leases: a lost connection must show while there is time for another one. */
  private static final int SHORT_SILENCE = 5;

  private static final int CONNECT = 8;

  private final HikariDataSource pool;

  private PostgresSessions(HikariDataSource pool) {
    this.pool = pool;
  }

  static PostgresSessions of(StoreSettings settings, String name, int most) {
    return new PostgresSessions(new HikariDataSource(config(settings, name, most, SILENCE)));
  }

  /** A few whose statements are short, and which must not hang. */
  static PostgresSessions quick(StoreSettings settings, String name, int most) {
    return new PostgresSessions(new HikariDataSource(config(settings, name, most, SHORT_SILENCE)));
  }

  /** Connections that cannot write. */
  static PostgresSessions reading(StoreSettings settings, String name, int most) {
    HikariConfig config = config(settings, name, most, SILENCE);
    config.setReadOnly(true);
    return new PostgresSessions(new HikariDataSource(config));
  }

  private static HikariConfig config(
      StoreSettings settings, String name, int most, int silenceSeconds) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("caravan-" + name);
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.username());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(most);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
    configureSession(config, silenceSeconds);
    return config;
  }

  /**
   * What holds for each connection on the server, and for its socket; the URL may say otherwise.
   */
  private static void configureSession(HikariConfig config, int silenceSeconds) {
    config.addDataSourceProperty("ApplicationName", "caravan");
    config.addDataSourceProperty("connectTimeout", Integer.toString(CONNECT));
    config.addDataSourceProperty("loginTimeout", Integer.toString(CONNECT));
    config.addDataSourceProperty("socketTimeout", Integer.toString(silenceSeconds));
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.setConnectionInitSql(SESSION);
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

  /** A server that runs is not put back; a database within it may be, which nothing tells. */
  @Override
  public long inPlaceSinceMillis(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(STARTED)) {
      row.next();
      return row.getLong(1);
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
