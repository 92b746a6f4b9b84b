package dev.caravan.cli;

import dev.caravan.cli.output.JsonReport;
import dev.caravan.cli.output.Shown;
import dev.caravan.cli.process.Configuration;
import dev.caravan.cli.process.OneSync;
import dev.caravan.cli.process.StopRequest;
import dev.caravan.cycle.CycleReport;
import dev.caravan.runtime.CaravanRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What one cycle of one sync would do. */
@Command(
    name = "plan",
    description = "Shows what a cycle of one sync would do. Reads only; writes nothing anywhere.",
    mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
  @Mixin private Configuration configuration;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "The sync, enabled or not.")
  private String name;

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  private boolean json;

  @Override
  public Integer call() {
    return OneSync.lookingAt(configuration.load(), name, this::plan);
  }

  private int plan(CaravanRuntime caravan, StopRequest stop) {
    CycleReport plan = stop.explain(caravan.syncs().plan(name));
    List<String> notes = notes(plan, caravan);
    CommandLine line = spec.commandLine();
    if (json) {
      line.getOut().println(JsonReport.of(plan));
      notes.forEach(note -> line.getErr().println(Shown.line(note)));
    } else {
      line.getOut().println(PlanText.of(plan, notes));
    }
    return plan.outcome().exitCode();
  }

  private List<String> notes(CycleReport plan, CaravanRuntime caravan) {
    List<String> notes = new ArrayList<>(plan.notes());
    caravan
        .accountsInUse()
        .quotas(name)
        .forEach((account, use) -> notes.add("%s: %s".formatted(account, use.sentence())));
    return notes;
  }
}
