package dev.caravan.store;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

/**
 * Entries are found by a {@link RowKey} and know themselves when they were seen and created, so
 * that an ordinary create is one narrow index entry instead of five wide ones. In Java, because
 * stores differ in how they make digests.
 *
 * <p>H2 commits at each change of a table. What a killed process has left is therefore found out
 * first: it is done step by step, and a step that is done is left as it is.
 */
public final class V5__Entries_by_digest extends BaseJavaMigration {
  private static final int BATCH = 500;

  private static final String ENTRY =
      """
      CREATE TABLE entry (
        -- of sync and source_key
        digest        UUID                     PRIMARY KEY,
        sync          VARCHAR(200)             NOT NULL,
        source_key    VARCHAR(500)             NOT NULL,
        generation    INT                      NOT NULL,
        -- intended, in-doubt, open, closing, closed, dead
        state         VARCHAR(10)              NOT NULL,
        marker        VARCHAR(20)              NOT NULL,
        target_id     VARCHAR(200),
        -- fingerprints of the mapped fields and of the note: wanted, and accepted by the target
        desired       VARCHAR(80)              NOT NULL,
        applied       VARCHAR(80),
        -- the update fields as the target last accepted them, JSON
        written       TEXT,
        -- how to close the counterpart, JSON: the record is gone by then
        closing       TEXT,
        summary       VARCHAR(500)             NOT NULL,
        -- complete cycles in a row that did not list the record
        missed        INT                      NOT NULL,
        -- a person ended the counterpart; no new one until the record has been away
        held          BOOLEAN                  NOT NULL,
        -- when the last create came to nothing, or into doubt
        attempted_at  TIMESTAMP WITH TIME ZONE,
        -- complete scans of the target that did not find the marker of a create in doubt
        scans         INT                      NOT NULL,
        commented_at  TIMESTAMP WITH TIME ZONE,
        -- the beginning of its story; the rest of it is in the table event
        seen_cycle    BIGINT                   NOT NULL,
        seen_at       TIMESTAMP WITH TIME ZONE NOT NULL,
        created_cycle BIGINT,
        created_at    TIMESTAMP WITH TIME ZONE
      )
      """;

  private static final String COMMON =
      "sync, source_key, generation, state, marker, target_id, desired, applied, written, closing,"
          + " summary, missed, held, attempted_at, scans, commented_at";

  private static final int COMMON_COLUMNS = 16;

  /** Each entry with the first line of its story and the one that tells of its present target. */
  private static final String BEFORE =
      "SELECT "
          + COMMON.replaceAll("(\\w+)", "e.$1")
          + ", s.id, s.cycle, s.at, c.id, c.cycle, c.at FROM entry_before e"
          + " LEFT JOIN event s ON s.id = (SELECT MIN(id) FROM event WHERE sync = e.sync"
          + " AND source_key = e.source_key AND event = 'seen')"
          + " LEFT JOIN event c ON c.id = (SELECT MAX(id) FROM event WHERE sync = e.sync"
          + " AND source_key = e.source_key AND event = 'created' AND detail = e.target_id)";

  @Override
  public void migrate(Context context) throws SQLException {
    Connection connection = context.getConnection();
    boolean renamed = has(connection, "entry_before", "source_key");
    boolean created = has(connection, "entry", "digest");
    if (created && !renamed) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      if (!renamed) {
        statement.execute("ALTER TABLE entry RENAME TO entry_before");
      }
      if (!created) {
        statement.execute(ENTRY);
      }
      copy(connection, copied(connection));
      statement.execute("DROP TABLE entry_before");
    }
  }

  private static boolean has(Connection connection, String table, String column)
      throws SQLException {
    DatabaseMetaData store = connection.getMetaData();
    boolean upper = store.storesUpperCaseIdentifiers();
    try (ResultSet columns =
        store.getColumns(
            null,
            connection.getSchema(),
            upper ? table.toUpperCase(Locale.ROOT) : table,
            upper ? column.toUpperCase(Locale.ROOT) : column)) {
      return columns.next();
    }
  }

  /** Their first lines of story have been taken over with them, and are not there any more. */
  private static Set<UUID> copied(Connection connection) throws SQLException {
    Set<UUID> copied = new HashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT digest FROM entry")) {
      while (rows.next()) {
        copied.add(rows.getObject(1, UUID.class));
      }
    }
    return copied;
  }

  private static void copy(Connection connection, Set<UUID> copied) throws SQLException {
    String insert =
        "INSERT INTO entry (digest, "
            + COMMON
            + ", seen_cycle, seen_at, created_cycle, created_at) VALUES (?"
            + ", ?".repeat(COMMON_COLUMNS + 4)
            + ")";
    try (PreparedStatement select = connection.prepareStatement(BEFORE);
        PreparedStatement entry = connection.prepareStatement(insert);
        PreparedStatement line = connection.prepareStatement("DELETE FROM event WHERE id = ?");
        ResultSet rows = select.executeQuery()) {
      int waiting = 0;
      while (rows.next()) {
        UUID digest = RowKey.of(rows.getString(1), rows.getString(2));
        if (copied.contains(digest)) {
          continue;
        }
        copy(rows, digest, entry);
        forget(rows, COMMON_COLUMNS + 1, line);
        forget(rows, COMMON_COLUMNS + 4, line);
        if (++waiting == BATCH) {
          entry.executeBatch();
          waiting = 0;
        }
      }
      entry.executeBatch();
      line.executeBatch();
    }
  }

  private static void copy(ResultSet row, UUID digest, PreparedStatement entry)
      throws SQLException {
    entry.setObject(1, digest);
    for (int i = 1; i <= COMMON_COLUMNS; i++) {
      entry.setObject(i + 1, row.getObject(i));
    }
    OffsetDateTime seen = row.getObject(COMMON_COLUMNS + 3, OffsetDateTime.class);
    entry.setLong(COMMON_COLUMNS + 2, Math.max(1, row.getLong(COMMON_COLUMNS + 2)));
    entry.setObject(COMMON_COLUMNS + 3, seen == null ? OffsetDateTime.now(ZoneOffset.UTC) : seen);
    entry.setObject(COMMON_COLUMNS + 4, row.getObject(COMMON_COLUMNS + 5, Long.class));
    entry.setObject(COMMON_COLUMNS + 5, row.getObject(COMMON_COLUMNS + 6, OffsetDateTime.class));
    entry.addBatch();
  }

  /** What the entry says from now on is not to be told twice. */
  private static void forget(ResultSet row, int column, PreparedStatement line)
      throws SQLException {
    long id = row.getLong(column);
    if (!row.wasNull()) {
      line.setLong(1, id);
      line.addBatch();
    }
  }
}
