package dev.caravan.runtime;

import dev.caravan.config.LoadRequest;
import dev.caravan.config.Settings;
import dev.caravan.cycle.CycleReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A process of its own that runs one cycle right after the other. */
final class CyclesUntilKilled {
  private CyclesUntilKilled() {}

  static Process start(Path config, JumpingClock clock, int cycles, Path folder)
      throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-cp",
            System.getProperty("java.class.path"),
            CyclesUntilKilled.class.getName(),
            config.toString(),
            Long.toString(clock.ahead().toMillis()),
            Integer.toString(cycles))
        .redirectErrorStream(true)
        .redirectOutput(log(folder).toFile())
        .start();
  }

  /** What the latest one said. */
  static Path log(Path folder) {
    return folder.resolve("killed.log");
  }

  /**
   * @param args the configuration file, the milliseconds by which its clock is ahead, and how many
   *     cycles it runs at most
   */
  public static void main(String[] args) {
    Path config = Path.of(args[0]);
    JumpingClock clock = new JumpingClock();
    clock.jump(Duration.ofMillis(Long.parseLong(args[1])));
    int cycles = Integer.parseInt(args[2]);
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
            RuntimeSpec.of(settings, Path.of("routes"), List.of(Installation.SYNC))
                .withClock(clock))) {
      for (int i = 0; i < cycles; i++) {
        CycleReport report = caravan.syncs().run(Installation.SYNC, 0);
        System.err.println(report.outcome() + " " + report.error());
      }
    }
  }
}
