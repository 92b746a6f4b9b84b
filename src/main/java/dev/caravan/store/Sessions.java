package dev.caravan.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;

/** Connections and their transactions, of one kind: for writing or for reading. Thread-safe. */
interface Sessions extends ConnectionFactory, AutoCloseable {
  /** How many may be open at a time. */
  int most();

  void begin(Connection connection) throws SQLException;

  /** Ends the transaction, on disk. */
  void commit(Connection connection) throws SQLException;

  /** Undoes the transaction; a connection that cannot is not used again. */
  void rollback(Connection connection);

  /**
   * By the store's clock, the moment since which nobody can have put it back to an earlier state;
   * calls that are not in it although they were made are older. 0 where that is not known.
   */
  long inPlaceSinceMillis(Connection connection) throws SQLException;

  /** The same connections for who brings the schema up to date. */
  DataSource dataSource();

  @Override
  void close();
}
