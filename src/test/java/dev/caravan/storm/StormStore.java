package dev.caravan.storm;

import dev.caravan.scenario.TicketScenario;
import dev.caravan.store.SharedPostgres;
import dev.caravan.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The store of a storm: a file, which may be put back to an earlier state, or a PostgreSQL. */
final class StormStore {
  private final Path folder;
  private final @Nullable StoreSettings postgres;

  StormStore(Path folder, boolean onPostgres) throws SQLException {
    this.folder = folder;
    this.postgres = onPostgres ? SharedPostgres.database() : null;
  }

  void configure(TicketScenario scenario) {
    if (postgres != null) {
      scenario
          .with("caravan.store.url", postgres.url())
          .with("caravan.store.username", postgres.username())
          .with("caravan.store.password", postgres.password());
    }
  }

  boolean isFile() {
    return postgres == null;
  }

  /** Keeps the state that it has; nobody may have it open. */
  void save() throws IOException {
    Path saved = Files.createDirectories(folder.resolve("saved"));
    for (Path file : files(saved)) {
      Files.delete(file);
    }
    for (Path file : files(folder)) {
      Files.copy(file, saved.resolve(file.getFileName()));
    }
  }

  /** Puts it back to the state that was kept, if one was; nobody may have it open. */
  boolean putBack() throws IOException {
    Path saved = folder.resolve("saved");
    if (!Files.isDirectory(saved)) {
      return false;
    }
    for (Path file : files(folder)) {
      Files.delete(file);
    }
    for (Path file : files(saved)) {
      Files.copy(file, folder.resolve(file.getFileName()));
    }
    return true;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith("store")).toList();
    }
  }
}
