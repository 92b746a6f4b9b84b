package dev.caravan.storm;

import dev.caravan.scenario.TicketScenario;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The store of a storm: a file, which may be put back to an earlier state, or a PostgreSQL. */
final class StormStore implements AutoCloseable {
  private final Path folder;
  private final @Nullable EmbeddedPostgres postgres;

  StormStore(Path folder, boolean onPostgres) throws IOException {
    this.folder = folder;
    this.postgres = onPostgres ? EmbeddedPostgres.start() : null;
  }

  void configure(TicketScenario scenario) {
    if (postgres != null) {
      scenario
          .with("caravan.store.url", postgres.getJdbcUrl("postgres", "postgres"))
          .with("caravan.store.username", "postgres")
          .with("caravan.store.password", "postgres");
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

  @Override
  public void close() throws IOException {
    if (postgres != null) {
      postgres.close();
    }
  }
}
