package dev.caravan.benchmark;

import dev.caravan.config.LoadRequest;
import dev.caravan.config.Settings;
import dev.caravan.cycle.CycleReport;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.runtime.RuntimeSpec;
import dev.caravan.vendor.RouteFolders;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Some cycles of datto-devices-to-ninox in a process of their own. */
final class CycleProcess {
  private static final String SYNC = "datto-devices-to-ninox";

  private CycleProcess() {}

  /** Arguments: the configuration file, how many cycles. Prints a line a cycle. */
  public static void main(String[] args) throws Exception {
    Path file = Path.of(args[0]).toAbsolutePath();
    Path routes = Path.of("routes").toAbsolutePath();
    Settings settings =
        Settings.load(
            new LoadRequest(
                file.getParent(),
                file.getParent(),
                List.of(file),
                Map.of(),
                RouteFolders.of(routes)));
    try (CaravanRuntime caravan = CaravanRuntime.start(RuntimeSpec.of(settings, List.of(SYNC)))) {
      for (int i = 0; i < Integer.parseInt(args[1]); i++) {
        long before = caravan.ledger().busy().toNanos();
        CycleReport report = caravan.syncs().run(SYNC, 0);
        if (report.error() != null || report.outcome().exitCode() != 0) {
          throw new IllegalStateException(report.toString());
        }
        System.out.println(
            Measured.line(
                report.read(),
                report.duration().toNanos(),
                caravan.ledger().busy().toNanos() - before));
        System.err.println(report);
      }
    }
  }
}
