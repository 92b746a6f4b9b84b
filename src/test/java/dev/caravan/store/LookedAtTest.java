package dev.caravan.store;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** On the embedded store. */
class LookedAtTest extends LookedAtContract {
  @TempDir Path folder;

  LookedAtTest() {
    super(new EmbeddedStore());
  }

  @Override
  StoreSettings none() {
    return StoreSettings.of(folder.resolve("data/none.db"));
  }

  @Override
  boolean isMade(StoreSettings none) {
    return Files.exists(folder.resolve("data"));
  }
}
