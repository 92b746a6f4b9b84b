package dev.caravan.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * A copy of an embedded store's ledger as it is at one moment, whoever writes to it meanwhile. A
 * copy of the file is none: what was committed last may stand in the file beside it.
 */
public final class Backup {
  private Backup() {}

  /**
   * Makes the copy, on disk when this returns. Budgets are not in it: they begin anew.
   *
   * @param target a file that is not there yet; nobody but its owner may read it
   * @throws StoreException with a sentence for the operator; then there is no such file
   */
  public static void make(StoreSettings settings, Path target) {
    if (!settings.isEmbedded()) {
      throw new StoreException(
          "The store %s is PostgreSQL's; back it up with pg_dump".formatted(settings));
    }
    StoreFile store = settings.file();
    if (!store.exists()) {
      throw new StoreException("There is no store %s to back up".formatted(settings));
    }
    try {
      new StoreFile(target).create();
    } catch (FileAlreadyExistsException e) {
      throw failed(target, "it is there already, and a backup replaces none", e);
    } catch (NoSuchFileException e) {
      throw failed(target, "there is no such folder", e);
    } catch (IOException e) {
      throw failed(target, StoreFault.of(e), e);
    }
    try {
      copy(store, target);
    } catch (IOException | SQLException e) {
      remove(target, e);
      throw failed(target, StoreFault.of(e), e);
    }
  }

  private static void copy(StoreFile store, Path target) throws IOException, SQLException {
    try (SqliteSessions sessions = SqliteSessions.writing(store.url(), SynchronousMode.FULL);
        Connection connection = sessions.openConnection();
        PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
      vacuum.setString(1, target.toString());
      vacuum.execute();
    }
    // SQLite leaves that to the system.
    try (FileChannel file = FileChannel.open(target, StandardOpenOption.WRITE)) {
      file.force(true);
    }
  }

  private static void remove(Path target, Exception why) {
    try {
      Files.deleteIfExists(target);
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }

  private static StoreException failed(Path target, String why, Exception cause) {
    return new StoreException("No backup was made in %s: %s".formatted(target, why), cause);
  }
}
