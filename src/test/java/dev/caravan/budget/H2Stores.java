package dev.caravan.budget;

import dev.caravan.store.Store;
import dev.caravan.store.StoreSettings;
import java.nio.file.Path;
import java.util.UUID;

/** Stores for tests, all of real H2. */
final class H2Stores {
  private H2Stores() {}

  /** For tests of arithmetic, which need no durability. */
  static Store inMemory() {
    return Store.open(StoreSettings.of("jdbc:h2:mem:" + UUID.randomUUID()));
  }

  /** A file as in production, for this process alone. */
  static Store open(Path folder) {
    return Store.open(
        StoreSettings.of("jdbc:h2:file:" + folder.resolve("store") + ";AUTO_SERVER=FALSE"));
  }
}
