package dev.caravan.store;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteConfig.SynchronousMode;

/** How the databases of a store are opened. One use; not thread-safe. */
final class StoreOpening {
  private static final int LEDGER_CONNECTIONS = 8;
  private static final int BUDGET_CONNECTIONS = 3;
  private static final int LOCK_CONNECTIONS = 2;
  private static final int READERS = 4;

  private final StoreSettings settings;
  private final Schema ledger;
  private final Schema budget;
  private final List<Database> opened = new ArrayList<>();

  /**
   * @param ledger and {@code budget}, as this build knows them
   */
  StoreOpening(StoreSettings settings, Schema ledger, Schema budget) {
    this.settings = settings;
    this.ledger = ledger;
    this.budget = budget;
  }

  /**
   * The ledger, the budgets and, where it has connections of its own, what says who runs a sync.
   *
   * @throws StoreException with a sentence for the operator, and nothing is open
   */
  List<Database> databases() {
    try {
      return open();
    } catch (IOException | SQLException | RuntimeException e) {
      opened.forEach(Database::close);
      throw e instanceof StoreException sentence
          ? sentence
          : new StoreException(
              "The store %s cannot be opened: %s%s"
                  .formatted(
                      settings,
                      StoreFault.of(e),
                      settings.isEmbedded()
                          ? ""
                          : "; check caravan.store.url, .username and .password"),
              e);
    }
  }

  private List<Database> open() throws IOException, SQLException {
    if (settings.isMemory()) {
      return memory();
    }
    if (settings.asItIs()) {
      return settings.isEmbedded() ? existingFiles() : existingOnServer();
    }
    if (settings.isEmbedded()) {
      file(settings.file(), SynchronousMode.FULL, ledger);
      file(settings.file().budget(), SynchronousMode.NORMAL, budget);
    } else {
      server(LEDGER_CONNECTIONS, ledger);
      server(BUDGET_CONNECTIONS, budget);
      Sessions quick = PostgresSessions.quick(settings, "locks", LOCK_CONNECTIONS);
      add(Dialect.POSTGRESQL, quick, quick);
    }
    return opened;
  }

  private List<Database> memory() {
    memory(ledger);
    memory(budget);
    return opened;
  }

  private void memory(Schema schema) {
    Sessions sessions = SqliteSessions.memory();
    Database database = add(Dialect.SQLITE, sessions, sessions);
    if (schema.isDue(database)) {
      schema.migrate(sessions.dataSource(), Dialect.SQLITE);
    }
  }

  private void file(StoreFile file, SynchronousMode synchronous, Schema schema) throws IOException {
    file.make();
    Sessions writing = SqliteSessions.writing(file.url(), synchronous);
    Database database = add(Dialect.SQLITE, writing, SqliteSessions.reading(file.url(), READERS));
    if (schema.isDue(database)) {
      file.exclusively(
          () -> {
            if (schema.isDue(database)) {
              schema.migrate(writing.dataSource(), Dialect.SQLITE);
            }
          });
    }
  }

  private void server(int most, Schema schema) throws SQLException {
    Sessions sessions = PostgresSessions.of(settings, schema.folder(), most);
    Database database = add(Dialect.POSTGRESQL, sessions, sessions);
    if (schema.isDue(database)) {
      new PostgresUpgrade(settings)
          .exclusively(
              source -> {
                if (schema.isDue(database)) {
                  schema.migrate(source, Dialect.POSTGRESQL);
                }
              });
    }
  }

  /** A file that is not there, or was made a moment ago, is like one with nothing in it. */
  private List<Database> existingFiles() {
    StoreFile file = settings.file();
    StoreFile counted = file.budget();
    if (!file.exists()) {
      return memory();
    }
    Sessions reading = SqliteSessions.reading(file.url(), READERS);
    if (isEmpty(add(Dialect.SQLITE, reading, reading), ledger)) {
      return anew();
    }
    if (counted.exists()) {
      Sessions writing = SqliteSessions.writing(counted.url(), SynchronousMode.NORMAL);
      Sessions readers = SqliteSessions.reading(counted.url(), READERS);
      if (!isEmpty(add(Dialect.SQLITE, writing, readers), budget)) {
        return opened;
      }
      opened.remove(1).close();
    }
    memory(budget);
    return opened;
  }

  private List<Database> existingOnServer() {
    Sessions reading = PostgresSessions.reading(settings, ledger.folder(), READERS);
    if (isEmpty(add(Dialect.POSTGRESQL, reading, reading), ledger)) {
      return anew();
    }
    Sessions budgets = PostgresSessions.of(settings, budget.folder(), BUDGET_CONNECTIONS);
    return isEmpty(add(Dialect.POSTGRESQL, budgets, budgets), budget) ? anew() : opened;
  }

  /** As with a store that is not there. */
  private List<Database> anew() {
    opened.forEach(Database::close);
    opened.clear();
    return memory();
  }

  /**
   * Whether a database has no tables yet.
   *
   * @throws StoreException when it has, but not those of this build
   */
  private boolean isEmpty(Database database, Schema schema) {
    boolean due = schema.isDue(database);
    if (due && schema.version(database) > 0) {
      throw new StoreException(
          "An upgrade of the store %s is due: 'caravan run' or 'caravan sync' makes it"
              .formatted(settings));
    }
    return due;
  }

  private Database add(Dialect dialect, Sessions writing, Sessions reading) {
    Database database = new Database(dialect, writing, reading);
    opened.add(database);
    return database;
  }
}
