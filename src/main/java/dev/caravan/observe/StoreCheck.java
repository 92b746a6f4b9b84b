package dev.caravan.observe;

import dev.caravan.store.Database;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Whether the store can be read. A process without it is alive, but not ready. */
public final class StoreCheck extends AbstractHealthCheck {
  private final Database store;

  public StoreCheck(Database store) {
    super("caravan", "caravan-store");
    this.store = store;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    try {
      store.read(handle -> handle.createQuery("SELECT COUNT(*) FROM sync").mapTo(Long.class).one());
      builder.up();
    } catch (RuntimeException e) {
      // Its words may hold an address or a file, which are nobody's outside.
      builder.message("the store cannot be read").down();
    }
  }
}
