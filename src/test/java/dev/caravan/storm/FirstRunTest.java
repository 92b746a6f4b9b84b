package dev.caravan.storm;

import dev.caravan.storm.FirstRun.Tenant;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@link FirstRun} at a tenth of its size. */
class FirstRunTest {
  @TempDir Path folder;

  @Test
  @Timeout(120)
  void on_a_tenant_with_many_old_alerts_is_planned_capped_and_paced() {
    new Tenant(300, 100, 100, Duration.ofSeconds(1), Duration.ofSeconds(2)).proveIn(folder);
  }
}
