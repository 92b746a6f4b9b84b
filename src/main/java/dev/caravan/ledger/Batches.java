package dev.caravan.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionException;
import org.jspecify.annotations.Nullable;

/**
 * The values of one row, put into a statement in the order of its question marks. Pages have
 * hundreds of rows, and to look up each argument by its name, as Jdbi does, costs more than what
 * the store does with it. Not thread-safe.
 */
final class Batches {
  private final PreparedStatement statement;
  private int index;

  private Batches(PreparedStatement statement) {
    this.statement = statement;
  }

  /** Puts the values of one element into a row. */
  @FunctionalInterface
  interface Binder<T> {
    void bind(Batches row, T element) throws SQLException;
  }

  /**
   * Runs one statement for each element, within the handle's transaction.
   *
   * @return how many rows each of them changed
   */
  static <T> int[] write(Handle handle, String sql, Collection<T> elements, Binder<T> binder) {
    if (elements.isEmpty()) {
      return new int[0];
    }
    try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
      Batches row = new Batches(statement);
      for (T element : elements) {
        row.index = 0;
        binder.bind(row, element);
        statement.addBatch();
      }
      return statement.executeBatch();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** As Jdbi throws what a statement of its own meets. */
  static JdbiException failed(SQLException e) {
    return new TransactionException(e);
  }

  Batches text(@Nullable String value) throws SQLException {
    statement.setString(++index, value);
    return this;
  }

  Batches number(long value) throws SQLException {
    statement.setLong(++index, value);
    return this;
  }

  Batches number(@Nullable Long value) throws SQLException {
    if (value == null) {
      statement.setNull(++index, Types.BIGINT);
      return this;
    }
    return number(value.longValue());
  }

  Batches flag(boolean value) throws SQLException {
    statement.setBoolean(++index, value);
    return this;
  }

  Batches instant(@Nullable Instant value) throws SQLException {
    return number(value == null ? null : (Long) value.toEpochMilli());
  }
}
