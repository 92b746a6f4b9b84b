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

/** Some cycles in a process of their own, as in one that {@code caravan run} keeps up. */
final class CycleProcess {
  private CycleProcess() {}

  /** Arguments: the configuration file, then the sync of each cycle. Prints a line a cycle. */
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
    List<String> cycles = List.of(args).subList(1, args.length);
    RuntimeSpec spec = RuntimeSpec.of(settings, cycles.stream().distinct().toList());
    try (CaravanRuntime caravan = CaravanRuntime.start(spec)) {
      for (String sync : cycles) {
        long before = caravan.ledger().busy().toNanos();
        CycleReport report = caravan.syncs().run(sync, 0);
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
