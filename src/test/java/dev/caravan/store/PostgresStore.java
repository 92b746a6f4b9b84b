package dev.caravan.store;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A database of its own on {@link SharedPostgres}. */
public final class PostgresStore implements TestStore {
  private @Nullable Store store;
  private @Nullable StoreSettings settings;

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    settings = SharedPostgres.database();
    store = Store.open(settings);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Objects.requireNonNull(store).close();
  }

  @Override
  public Store store() {
    return Objects.requireNonNull(store);
  }

  @Override
  public StoreSettings settings() {
    return Objects.requireNonNull(settings);
  }
}
