package dev.caravan.storm;

import dev.caravan.config.LoadRequest;
import dev.caravan.config.Settings;
import dev.caravan.cycle.CycleReport;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.runtime.RuntimeSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A process that runs one cycle right after the other. */
final class CyclesUntilKilled {
  /** Whoever has not been killed by then had nothing left to write. */
  private static final int MOST_CYCLES = 20;

  private CyclesUntilKilled() {}

  /**
   * @param args the configuration file, and the milliseconds by which its clock is ahead
   */
  public static void main(String[] args) {
    Path config = Path.of(args[0]);
    JumpingClock clock = new JumpingClock();
    clock.jump(Duration.ofMillis(Long.parseLong(args[1])));
    Settings settings =
        Settings.load(
            new LoadRequest(
                config.getParent(),
                config.getParent(),
                List.of(config),
                Map.of(),
                List.of(Path.of("routes/syncs").toAbsolutePath())));
    try (CaravanRuntime caravan =
        CaravanRuntime.start(
            RuntimeSpec.of(settings, Path.of("routes"), List.of(Town.SYNC)).withClock(clock))) {
      for (int i = 0; i < MOST_CYCLES; i++) {
        CycleReport report = caravan.syncs().run(Town.SYNC, 0);
        System.err.println(report.outcome() + " " + report.error());
      }
    }
  }
}
