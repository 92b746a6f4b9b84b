package dev.caravan.storm;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A day of everything at once, with processes that are killed. {@code -Dstorm.seed} repeats one,
 * {@code -Dstorm.hours} makes it shorter or longer, {@code -Dstorm.shared=true} lets alerts of one
 * condition share tickets, {@code -Dstorm.store=postgres} takes the other store, {@code
 * -Dstorm.back=true} puts the file of the store back to an earlier state now and then.
 */
@Tag("soak")
class AlertStorm {
  private static final double KILLS = 0.05;

  @TempDir Path folder;

  @Test
  void afterwards_every_alert_has_its_one_ticket() throws Exception {
    long seed = Long.getLong("storm.seed", System.currentTimeMillis());
    System.out.println("storm.seed=" + seed);
    long begun = System.nanoTime();
    try (Storm storm = new Storm(folder, seed, StormKind.wanted())) {
      storm.rage(Duration.ofHours(Long.getLong("storm.hours", 24)), KILLS);
      AlertStormTest.verify(storm);
      System.out.println(storm.counts());
      System.out.printf("%d s%n", Duration.ofNanos(System.nanoTime() - begun).toSeconds());
    }
  }
}
