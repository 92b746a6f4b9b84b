package dev.caravan.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;

/**
 * Connections to one SQLite file, opened when they are first needed and kept. Transactions are
 * begun and ended by statements: the driver's own commit would begin the next one at once and wait
 * for the file's lock.
 */
final class SqliteSessions implements Sessions {
  /** Processes queue for the file; each holds it for the length of one transaction. */
  private static final int LONGEST_WAIT_MILLIS = 30_000;

  /** 16 MiB: each checkpoint waits for the disk twice, and writes what changes again and again. */
  private static final int CHECKPOINT_PAGES = 4000;

  private static final String READ = "BEGIN";
  private static final String WRITE = "BEGIN IMMEDIATE";

  private final String url;
  private final SQLiteConfig config;
  private final String begin;
  private final int most;
  private final Deque<Connection> idle = new ArrayDeque<>();
  private final Set<Connection> broken = new HashSet<>();
  private boolean closed;

  private SqliteSessions(String url, SQLiteConfig config, String begin, int most) {
    this.url = url;
    this.config = config;
    this.begin = begin;
    this.most = most;
  }

  /** The one connection that writes, which takes the file's lock as it begins. */
  static SqliteSessions writing(String url, SynchronousMode synchronous) {
    SQLiteConfig config = config();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(synchronous);
    return new SqliteSessions(url, config, WRITE, 1);
  }

  /**
   * Connections that see what was committed when they began and never take the file's lock. Whoever
   * closes one leaves the log beside the file as it is: the file's time tells who wrote it last.
   */
  static SqliteSessions reading(String url, int most) {
    SQLiteConfig config = config();
    config.setReadOnly(true);
    return new SqliteSessions(url, config, READ, most);
  }

  /** One connection for all, to a database that ends with it. */
  static SqliteSessions memory() {
    String url = "jdbc:sqlite:file:%s?mode=memory&cache=shared".formatted(UUID.randomUUID());
    return new SqliteSessions(url, config(), WRITE, 1);
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(LONGEST_WAIT_MILLIS);
    return config;
  }

  @Override
  public int most() {
    return most;
  }

  @Override
  public Connection openConnection() throws SQLException {
    synchronized (this) {
      if (closed) {
        throw new SQLException("the store is closed");
      }
      Connection kept = idle.poll();
      if (kept != null) {
        return kept;
      }
    }
    Connection connection = config.createConnection(url);
    if (begin.equals(WRITE)) {
      execute(connection, "PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
    }
    return connection;
  }

  @Override
  public void closeConnection(Connection connection) throws SQLException {
    synchronized (this) {
      if (!broken.remove(connection) && !closed) {
        idle.push(connection);
        return;
      }
    }
    connection.close();
  }

  @Override
  public void begin(Connection connection) throws SQLException {
    execute(connection, begin);
  }

  @Override
  public void commit(Connection connection) throws SQLException {
    execute(connection, "COMMIT");
  }

  @Override
  public void rollback(Connection connection) {
    try {
      execute(connection, "ROLLBACK");
    } catch (SQLException e) {
      // SQLite may have done so itself; another connection knows for certain.
      synchronized (this) {
        broken.add(connection);
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** A file that is copied or moved is changed thereby, whatever time it is given. */
  @Override
  public long inPlaceSinceMillis(Connection connection) {
    Path file = Path.of(url.substring(url.lastIndexOf("sqlite:") + "sqlite:".length()));
    try {
      Object changed = Files.getAttribute(file, "unix:ctime");
      return ((FileTime) changed).toMillis();
    } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
      return 0;
    }
  }

  @Override
  public DataSource dataSource() {
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl(url);
    return source;
  }

  @Override
  public synchronized void close() {
    closed = true;
    for (Connection connection : idle) {
      try {
        connection.close();
      } catch (SQLException e) {
        // What was committed is on disk; the process ends or opens the file anew.
      }
    }
    idle.clear();
  }
}
