package dev.caravan.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;

/**
 * The tables of one of a store's databases, and the version of them that this build knows.
 *
 * @param folder where its migrations are, and the name of what belongs to it
 * @param latest the version of its last migration
 */
record Schema(String folder, int latest) {
  static final Schema LEDGER = new Schema("ledger", 1);
  static final Schema BUDGET = new Schema("budget", 1);

  /** The version of a database; 0 when there is none. */
  int version(Database database) {
    return database.read(
        handle ->
            exists(handle)
                ? handle
                    .createQuery("SELECT COALESCE(MAX(CAST(version AS INT)), 0) FROM " + history())
                    .mapTo(int.class)
                    .one()
                : 0);
  }

  private boolean exists(Handle handle) {
    Connection connection = handle.getConnection();
    try (ResultSet tables =
        connection.getMetaData().getTables(null, connection.getSchema(), history(), null)) {
      return tables.next();
    } catch (SQLException e) {
      throw new ConnectionException(e);
    }
  }

  private String history() {
    return folder + "_schema_history";
  }

  /**
   * Whether the database is older than this build.
   *
   * @throws StoreException when it is newer
   */
  boolean isDue(Database database) {
    int version = version(database);
    if (version > latest) {
      throw new StoreException(
          ("The store was written by a newer Caravan (its %s has version %d, this one knows %d);"
                  + " use that one")
              .formatted(folder, version, latest));
    }
    return version < latest;
  }

  /** Brings the database behind that source up to date. */
  void migrate(DataSource source, Dialect dialect) {
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:db/migration/" + folder)
        .table(history())
        .placeholders(dialect.schema())
        // PostgreSQL has both schemas in one place, and the second finds it used.
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
  }
}
