package dev.caravan.rules;

import dev.caravan.config.LoadRequest;
import dev.caravan.config.Settings;
import dev.caravan.cycle.CycleReport;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.runtime.Installation;
import dev.caravan.runtime.RuntimeSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A process of its own that runs one cycle after the other until it is killed. */
final class OneCycle {
  private OneCycle() {}

  /**
   * @param args the configuration file
   */
  public static void main(String[] args) {
    Path config = Path.of(args[0]);
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
            RuntimeSpec.of(settings, Path.of("routes"), List.of(Installation.SYNC)))) {
      while (true) {
        CycleReport report = caravan.syncs().run(Installation.SYNC, 0);
        System.err.println(report.outcome() + " " + report.error());
      }
    }
  }
}
