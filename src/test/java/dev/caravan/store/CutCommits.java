package dev.caravan.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig.SynchronousMode;

/** Sessions that break at a commit, and with it everything since the last one. */
public final class CutCommits implements Sessions {
  private final Sessions real;
  private final AtomicBoolean broken;

  private CutCommits(Sessions real, AtomicBoolean broken) {
    this.real = real;
    this.broken = broken;
  }

  /**
   * The ledger of an embedded store that is there, by other connections that break when asked to.
   */
  public static Database ledger(Path file, AtomicBoolean broken) {
    String url = new StoreFile(file).url();
    Sessions writing = SqliteSessions.writing(url, SynchronousMode.FULL);
    return new Database(
        Dialect.SQLITE, new CutCommits(writing, broken), SqliteSessions.reading(url, 1));
  }

  @Override
  public int most() {
    return real.most();
  }

  @Override
  public Connection openConnection() throws SQLException {
    return real.openConnection();
  }

  @Override
  public void closeConnection(Connection connection) throws SQLException {
    real.closeConnection(connection);
  }

  @Override
  public void begin(Connection connection) throws SQLException {
    real.begin(connection);
  }

  @Override
  public void commit(Connection connection) throws SQLException {
    if (broken.get()) {
      throw new SQLException("cut at the commit");
    }
    real.commit(connection);
  }

  @Override
  public void rollback(Connection connection) {
    real.rollback(connection);
  }

  @Override
  public long inPlaceSinceMillis(Connection connection) throws SQLException {
    return real.inPlaceSinceMillis(connection);
  }

  @Override
  public DataSource dataSource() {
    return real.dataSource();
  }

  @Override
  public void close() {
    real.close();
  }
}
