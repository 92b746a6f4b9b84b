package dev.caravan.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jdbi.v3.core.Jdbi;

/** The open store. Thread-safe; to be closed once, after the last writer. */
public final class Store implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  /** What goes on from wherever it was left. */
  private static final MigrationVersion BEGUN_ANEW = MigrationVersion.fromVersion("5");

  private final HikariDataSource dataSource;
  private final Jdbi jdbi;

  private Store(HikariDataSource dataSource) {
    this.dataSource = dataSource;
    this.jdbi = Jdbi.create(new LiveConnections(dataSource));
  }

  /**
   * Opens the store and brings its schema up to date. A file that another process is opening or
   * closing in the same moment is tried again for some seconds.
   *
   * @throws StoreException with a sentence for the operator when it cannot be opened or migrated
   */
  public static Store open(StoreSettings settings) {
    return open(settings, RetryWindow.ofThisMachine());
  }

  static Store open(StoreSettings settings, RetryWindow patience) {
    if (settings.isFile()) {
      // AUTO_SERVER opens a port: for this machine's other commands only.
      setUnlessSet("h2.bindAddress", LOOPBACK);
      // The process that serves the file may end at any time; its last breath is no connection.
      setUnlessSet("com.zaxxer.hikari.aliveBypassWindowMs", "0");
    }
    while (true) {
      try {
        return opened(settings);
      } catch (RuntimeException e) {
        OpeningFault fault = new OpeningFault(settings, e);
        if (!fault.isPassing() || !patience.again()) {
          throw new StoreException(
              e instanceof FlywayException && !fault.isPassing()
                  ? "The store %s could not be brought up to date: %s"
                      .formatted(settings, firstLine(e))
                  : fault.sentence(),
              e);
        }
      }
    }
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  private static Store opened(StoreSettings settings) {
    HikariDataSource dataSource = connect(settings);
    try {
      bringUpToDate(
          Flyway.configure()
              .dataSource(dataSource)
              .locations("classpath:db/migration")
              .javaMigrations(new V5__Entries_by_digest())
              .load());
      return new Store(dataSource);
    } catch (RuntimeException e) {
      dataSource.close();
      throw e;
    }
  }

  private static void bringUpToDate(Flyway flyway) {
    try {
      flyway.migrate();
    } catch (FlywayValidateException e) {
      MigrationInfo last = flyway.info().current();
      if (last == null
          || last.getState() != MigrationState.FAILED
          || !BEGUN_ANEW.equals(last.getVersion())) {
        throw e;
      }
      // A build that could not go on from where it was killed has noted that it failed.
      flyway.repair();
      flyway.migrate();
    }
  }

  private static HikariDataSource connect(StoreSettings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("caravan-store");
    config.setJdbcUrl(settings.completeUrl());
    config.setUsername(settings.username());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(8);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(10_000);
    return new HikariDataSource(config);
  }

  private static String firstLine(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
  }

  public Jdbi jdbi() {
    return jdbi;
  }

  public DataSource dataSource() {
    return dataSource;
  }

  @Override
  public void close() {
    dataSource.close();
  }
}
