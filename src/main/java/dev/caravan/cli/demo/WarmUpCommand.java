package dev.caravan.cli.demo;

import dev.caravan.cli.output.CycleLine;
import dev.caravan.cli.output.JsonReport;
import dev.caravan.cli.process.Configuration;
import dev.caravan.cli.process.StopRequest;
import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.runtime.RuntimeSpec;
import dev.caravan.sandbox.Sandbox;
import dev.caravan.sandbox.SandboxOptions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Goes once through all that a sync needs, with a sandbox and a store that are gone afterwards, so
 * that the launcher can archive the classes. Touches nothing of the operator's.
 */
@Command(
    name = "warm-up",
    hidden = true,
    description = "Loads everything once; the launcher's own.",
    mixinStandardHelpOptions = true)
public final class WarmUpCommand implements Callable<Integer> {
  private static final int RECORDS = 3;

  @Override
  public Integer call() {
    SandboxOptions records = SandboxOptions.defaults().withRecords(RECORDS, RECORDS, RECORDS);
    boolean fine = true;
    try (Sandbox sandbox = Sandbox.start(records);
        SandboxInstallation here = SandboxInstallation.of(sandbox, Configuration.routes(), "60s")) {
      for (String sync : here.syncs()) {
        fine &= cycle(here, sync).outcome() == Outcome.COMPLETE;
      }
    }
    return fine ? 0 : Outcome.ABORTED.exitCode();
  }

  private static CycleReport cycle(SandboxInstallation here, String sync) {
    RuntimeSpec spec = RuntimeSpec.of(here.settings(), List.of(sync));
    try (StopRequest stop = StopRequest.listen();
        CaravanRuntime caravan = CaravanRuntime.start(spec)) {
      stop.then(caravan::stop);
      CycleReport report = caravan.syncs().run(sync, 0);
      JsonReport.of(report);
      CycleLine.of(report, caravan.accountsInUse().budgets(sync));
      return report;
    }
  }
}
