package dev.caravan.budget;

import dev.caravan.store.Store;
import dev.caravan.store.StoreSettings;
import java.nio.file.Path;

/** Stores for tests. */
final class BudgetStores {
  private BudgetStores() {}

  /** For tests of arithmetic, which need no durability. */
  static Store inMemory() {
    return Store.open(StoreSettings.IN_MEMORY);
  }

  /** A file as in production. */
  static Store open(Path folder) {
    return Store.open(StoreSettings.of(folder.resolve("store.db")));
  }
}
