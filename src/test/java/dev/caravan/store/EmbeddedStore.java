package dev.caravan.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An SQLite file in a folder of its own. */
public final class EmbeddedStore implements TestStore {
  private @Nullable Path folder;
  private @Nullable Store store;

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    folder = Files.createTempDirectory("store");
    store = Store.open(settings());
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    Objects.requireNonNull(store).close();
    List<Path> files;
    try (Stream<Path> all = Files.walk(Objects.requireNonNull(folder))) {
      files = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }

  @Override
  public StoreSettings settings() {
    return StoreSettings.of(Objects.requireNonNull(folder).resolve("store.db"));
  }

  @Override
  public Store store() {
    return Objects.requireNonNull(store);
  }
}
