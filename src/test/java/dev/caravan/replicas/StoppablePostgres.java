package dev.caravan.replicas;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server that can be stopped and started again, with what it held. */
final class StoppablePostgres implements AutoCloseable {
  private final Path data;
  private @Nullable EmbeddedPostgres server;
  private int port;

  StoppablePostgres(Path folder) throws IOException {
    this.data = folder.resolve("postgres");
    start();
  }

  void start() throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            // The disk is not what is tested here.
            .setServerConfig("fsync", "off")
            .setServerConfig("max_connections", "200");
    if (port != 0) {
      builder.setPort(port);
    }
    server = builder.start();
    port = server.getPort();
  }

  void stop() throws IOException {
    if (server != null) {
      server.close();
      server = null;
    }
  }

  boolean isUp() {
    return server != null;
  }

  int port() {
    return port;
  }

  String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }

  void createDatabase(String name) throws SQLException {
    execute("CREATE DATABASE " + name);
  }

  /** How many of Caravan's sessions have a transaction open and run nothing in it. */
  int idleInTransaction() {
    String sql =
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'caravan'"
            + " AND state LIKE 'idle in transaction%'";
    EmbeddedPostgres now = server;
    if (now == null) {
      return 0;
    }
    try (var connection = now.getPostgresDatabase().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getInt(1);
    } catch (SQLException down) {
      return 0;
    }
  }

  private void execute(String sql) throws SQLException {
    EmbeddedPostgres now = server;
    if (now == null) {
      throw new SQLException("stopped");
    }
    try (var connection = now.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}
