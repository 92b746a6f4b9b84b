package dev.caravan.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A database of its own on a PostgreSQL server that all tests of the run share. */
public final class PostgresStore implements TestStore {
  private static final ExtensionContext.Namespace SERVER =
      ExtensionContext.Namespace.create(PostgresStore.class);

  private @Nullable Store store;
  private @Nullable StoreSettings settings;

  private record Server(EmbeddedPostgres postgres) implements AutoCloseable {
    static Server start() {
      try {
        return new Server(EmbeddedPostgres.start());
      } catch (IOException e) {
        throw new IllegalStateException("PostgreSQL does not start", e);
      }
    }

    @Override
    public void close() throws IOException {
      postgres.close();
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    EmbeddedPostgres postgres =
        context
            .getRoot()
            .getStore(SERVER)
            .getOrComputeIfAbsent("server", key -> Server.start(), Server.class)
            .postgres();
    String database = "caravan_" + Long.toHexString(System.nanoTime());
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + database);
    }
    settings = new StoreSettings(postgres.getJdbcUrl("postgres", database), "postgres", "postgres");
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
