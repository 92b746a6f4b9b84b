package dev.caravan.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * The open store: two databases, so that who asks for a budget never waits for a page that is being
 * written. Thread-safe; to be closed once, after the last writer.
 */
public final class Store implements AutoCloseable {
  private static final int LEDGER_CONNECTIONS = 8;

  /** One that hangs leaves the other. */
  private static final int LOCK_CONNECTIONS = 2;

  private static final int BUDGET_CONNECTIONS = 3;
  private static final int READERS = 4;

  private final Database ledger;
  private final Database locks;
  private final Database budgets;

  private Store(Database ledger, Database locks, Database budgets) {
    this.ledger = ledger;
    this.locks = locks;
    this.budgets = budgets;
  }

  /**
   * Opens the store, makes it where there is none and brings its schema up to date.
   *
   * @throws StoreException with a sentence for the operator when that cannot be done
   */
  public static Store open(StoreSettings settings) {
    List<Database> opened = new ArrayList<>();
    try {
      if (settings.isMemory()) {
        Database ledger = memory(opened, Schema.LEDGER);
        return new Store(ledger, ledger, memory(opened, Schema.BUDGET));
      }
      if (settings.isEmbedded()) {
        StoreFile file = settings.file();
        Database ledger = file(opened, file, SynchronousMode.FULL, Schema.LEDGER);
        return new Store(
            ledger, ledger, file(opened, file.budget(), SynchronousMode.NORMAL, Schema.BUDGET));
      }
      PostgresSessions forLocks = PostgresSessions.of(settings, "lock", LOCK_CONNECTIONS);
      return new Store(
          server(opened, settings, LEDGER_CONNECTIONS, Schema.LEDGER),
          database(opened, Dialect.POSTGRESQL, forLocks, forLocks),
          server(opened, settings, BUDGET_CONNECTIONS, Schema.BUDGET));
    } catch (IOException | RuntimeException e) {
      opened.forEach(Database::close);
      throw failed(settings, e);
    }
  }

  private static Database memory(List<Database> opened, Schema schema) {
    SqliteSessions sessions = SqliteSessions.memory();
    Database database = database(opened, Dialect.SQLITE, sessions, sessions);
    if (schema.isDue(database)) {
      schema.migrate(sessions.dataSource(), Dialect.SQLITE);
    }
    return database;
  }

  private static Database file(
      List<Database> opened, StoreFile file, SynchronousMode synchronous, Schema schema)
      throws IOException {
    file.make();
    SqliteSessions writing = SqliteSessions.writing(file.url(), synchronous);
    SqliteSessions reading = SqliteSessions.reading(file.url(), READERS);
    Database database = database(opened, Dialect.SQLITE, writing, reading);
    if (schema.isDue(database)) {
      file.exclusively(
          () -> {
            if (schema.isDue(database)) {
              schema.migrate(writing.dataSource(), Dialect.SQLITE);
            }
          });
    }
    return database;
  }

  private static Database server(
      List<Database> opened, StoreSettings settings, int most, Schema schema) {
    PostgresSessions sessions = PostgresSessions.of(settings, schema.folder(), most);
    Database database = database(opened, Dialect.POSTGRESQL, sessions, sessions);
    if (schema.isDue(database)) {
      schema.migrate(sessions.dataSource(), Dialect.POSTGRESQL);
    }
    return database;
  }

  private static Database database(
      List<Database> opened, Dialect dialect, Sessions writing, Sessions reading) {
    Database database = new Database(dialect, writing, reading);
    opened.add(database);
    return database;
  }

  private static StoreException failed(StoreSettings settings, Exception e) {
    return e instanceof StoreException sentence
        ? sentence
        : new StoreException(
            "The store %s cannot be opened: %s".formatted(settings, StoreFault.of(e)), e);
  }

  /** Syncs, entries, journal, stories, locks: what must outlive everything. */
  public Database ledger() {
    return ledger;
  }

  /**
   * The locks of the ledger; where a server has many connections, by some that pages cannot take.
   */
  public Database locks() {
    return locks;
  }

  /** What each account may still call: what a power cut may set back by a few calls. */
  public Database budgets() {
    return budgets;
  }

  @Override
  public void close() {
    budgets.close();
    locks.close();
    ledger.close();
  }
}
