package dev.caravan.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.transaction.TransactionException;
import org.jspecify.annotations.Nullable;

/**
 * One of the databases of a store, in transactions. Who comes when all connections are in use waits
 * for the next one, first come first served and however long that takes. Work within work, in one
 * thread, joins the transaction that is open, but a write never joins one that only reads.
 * Thread-safe.
 */
public final class Database {
  private final Side writing;
  private final Side reading;
  private final boolean file;
  private final ThreadLocal<@Nullable Open> open = new ThreadLocal<>();

  /** The transaction of a thread. */
  private record Open(Handle handle, boolean writes) {}

  /** Sessions of one kind, with the queue in front of them. */
  private record Side(Sessions sessions, Jdbi jdbi, Semaphore free) {
    static Side of(Sessions sessions, Dialect dialect) {
      Semaphore free = new Semaphore(sessions.most(), true);
      return new Side(sessions, dialect.define(Jdbi.create(sessions)), free);
    }
  }

  /**
   * @param writing and {@code reading} may be the same
   */
  Database(Dialect dialect, Sessions writing, Sessions reading) {
    this.file = dialect == Dialect.SQLITE;
    this.writing = Side.of(writing, dialect);
    this.reading = reading == writing ? this.writing : Side.of(reading, dialect);
  }

  /**
   * Does that work in one transaction that may write. When this returns it is committed, on disk;
   * when the work throws, nothing of it is.
   *
   * @throws org.jdbi.v3.core.JdbiException when the store fails
   */
  public <T extends @Nullable Object> T write(Function<Handle, T> work) {
    Open outer = open.get();
    return outer != null && outer.writes()
        ? work.apply(outer.handle())
        : within(writing, true, work);
  }

  /**
   * Does that work in one transaction that only reads. It waits for no writer.
   *
   * @throws org.jdbi.v3.core.JdbiException when the store fails
   */
  public <T extends @Nullable Object> T read(Function<Handle, T> work) {
    Open outer = open.get();
    return outer == null ? within(reading, false, work) : work.apply(outer.handle());
  }

  /**
   * By the store's clock, the moment since which nobody can have put this database back to an
   * earlier state; 0 where that is not known. Of a file that is also its last change by us.
   */
  public long inPlaceSinceMillis() {
    return read(
        handle -> {
          try {
            return reading.sessions().inPlaceSinceMillis(handle.getConnection());
          } catch (SQLException e) {
            throw new TransactionException(e);
          }
        });
  }

  /** Whether it is a file, which may be put back, and not a server. */
  public boolean isFile() {
    return file;
  }

  private <T extends @Nullable Object> T within(
      Side side, boolean writes, Function<Handle, T> work) {
    Open outer = open.get();
    side.free().acquireUninterruptibly();
    try (Handle handle = side.jdbi().open()) {
      open.set(new Open(handle, writes));
      return transaction(side.sessions(), handle, work);
    } finally {
      side.free().release();
      if (outer == null) {
        open.remove();
      } else {
        open.set(outer);
      }
    }
  }

  private static <T extends @Nullable Object> T transaction(
      Sessions sessions, Handle handle, Function<Handle, T> work) {
    Connection connection = handle.getConnection();
    boolean over = false;
    try {
      sessions.begin(connection);
      T result = work.apply(handle);
      sessions.commit(connection);
      over = true;
      return result;
    } catch (SQLException e) {
      throw new TransactionException(e);
    } finally {
      if (!over) {
        sessions.rollback(connection);
      }
    }
  }

  /** For tests that look at statements. */
  void log(SqlLogger logger) {
    writing.jdbi().setSqlLogger(logger);
    reading.jdbi().setSqlLogger(logger);
  }

  void close() {
    reading.sessions().close();
    writing.sessions().close();
  }
}
