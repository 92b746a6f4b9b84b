package dev.caravan.ninox;

import dev.caravan.store.Store;
import dev.caravan.store.StoreSettings;
import java.nio.file.Path;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** On the embedded store. */
class PositionsTest extends PositionsContract {
  @TempDir Path folder;
  private Store store;

  @BeforeEach
  void open() {
    store = Store.open(StoreSettings.of("jdbc:h2:file:" + folder.resolve("store")));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Override
  Jdbi jdbi() {
    return store.jdbi();
  }
}
