package dev.caravan.cli;

import dev.caravan.budget.BucketUse;
import dev.caravan.cli.output.CycleLine;
import dev.caravan.cli.process.Configuration;
import dev.caravan.cli.process.PatientStart;
import dev.caravan.cli.process.Schedule;
import dev.caravan.cli.process.StopRequest;
import dev.caravan.config.ConfigurationException;
import dev.caravan.config.MissingPipes;
import dev.caravan.config.Problem;
import dev.caravan.config.Settings;
import dev.caravan.cycle.CycleReport;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.runtime.Observation;
import dev.caravan.runtime.RuntimeSpec;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Every enabled sync, cycle after cycle. */
@Command(
    name = "run",
    description =
        "Starts every enabled sync and keeps them running; stops cleanly on SIGTERM or Ctrl-C.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  @Mixin private Configuration configuration;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = configuration.load();
    List<String> syncs = settings.enabledSyncs();
    MissingPipes.refuse(settings, syncs);
    settings.requireFor(List.of(), syncs);
    if (syncs.isEmpty()) {
      throw nothingToRun(settings);
    }
    try (StopRequest stop = StopRequest.listen();
        CaravanRuntime caravan =
            new PatientStart(stop, spec.commandLine().getErr())
                .start(() -> CaravanRuntime.start(RuntimeSpec.of(settings, syncs).toRun()))) {
      Observation seen = caravan.observation();
      seen.scheduled(true);
      stop.then(() -> seen.scheduled(false));
      new Schedule(
              caravan,
              settings.parallelCycles(),
              stop,
              // What the end of the process cut short is no trouble.
              report -> caravan.ended(report, stop.isAsked()),
              report -> print(caravan, report))
          .runUntilStopped();
    }
    return 0;
  }

  private void print(CaravanRuntime caravan, CycleReport report) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(CycleLine.of(report, budgets(caravan, report)));
    out.flush();
  }

  /** A cycle that asked nobody for anything used nothing, and its store may be away. */
  private static Map<String, List<BucketUse>> budgets(CaravanRuntime caravan, CycleReport report) {
    boolean asked = report.requests().values().stream().anyMatch(counts -> counts.sent() > 0);
    return asked ? caravan.accountsInUse().budgets(report.sync()) : Map.of();
  }

  private static ConfigurationException nothingToRun(Settings settings) {
    return new ConfigurationException(
        List.of(
            new Problem(
                "caravan.syncs",
                settings.where("caravan.syncs"),
                "names no sync, so there is nothing to run",
                "set it to the names of the syncs to run, comma separated: "
                    + String.join(", ", settings.runnable()))));
  }
}
