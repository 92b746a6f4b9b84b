package dev.caravan.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Rows of a sync by many keys, some hundred at a time. */
final class Lookup {
  /** Few enough for any store; a page has fewer. */
  private static final int MOST = 512;

  private Lookup() {}

  /** Takes a row that stands at its place in the result. */
  @FunctionalInterface
  interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  /**
   * Reads the rows of those keys, in no order, within the handle's transaction.
   *
   * @param select up to where the keys are compared, with a question mark for the sync
   */
  static void each(
      Handle handle, String select, String sync, Collection<String> keys, RowReader reader) {
    List<String> all = List.copyOf(keys);
    for (int from = 0; from < all.size(); from += MOST) {
      List<String> some = all.subList(from, Math.min(all.size(), from + MOST));
      // The last one again and again, so that there are few statements for a store to know.
      int width = some.size() == 1 ? 1 : Integer.highestOneBit(some.size() - 1) << 1;
      String sql = select + " IN (?" + ", ?".repeat(width - 1) + ")";
      try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
        statement.setString(1, sync);
        for (int i = 0; i < width; i++) {
          statement.setString(i + 2, some.get(Math.min(i, some.size() - 1)));
        }
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            reader.read(rows);
          }
        }
      } catch (SQLException e) {
        throw Batches.failed(e);
      }
    }
  }
}
