package dev.caravan.store;

import java.nio.file.Path;
import org.sqlite.SQLiteConfig.SynchronousMode;

/** A ledger's file, written without waiting for the disk: what a year writes, in minutes. */
public final class UnsyncedStore {
  private UnsyncedStore() {}

  /** The ledger of an embedded store that is there; whoever opened it closes it by ending. */
  public static Database ledger(Path file) {
    String url = new StoreFile(file).url();
    return new Database(
        Dialect.SQLITE,
        SqliteSessions.writing(url, SynchronousMode.OFF),
        SqliteSessions.reading(url, 1));
  }
}
