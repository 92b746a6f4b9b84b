package dev.caravan.observe;

import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Whether the syncs take their turns. What their vendors answer, and whether another process has
 * the turn, is no concern of it.
 */
public final class ScheduleCheck extends AbstractHealthCheck {
  private final BooleanSupplier scheduled;

  public ScheduleCheck(BooleanSupplier scheduled) {
    super("caravan", "caravan-syncs");
    this.scheduled = scheduled;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    if (scheduled.getAsBoolean()) {
      builder.up();
    } else {
      builder.message("no sync is scheduled: the process starts or ends").down();
    }
  }
}
