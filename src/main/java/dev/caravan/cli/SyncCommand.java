package dev.caravan.cli;

import dev.caravan.cli.output.CycleLine;
import dev.caravan.cli.output.JsonReport;
import dev.caravan.cli.process.Configuration;
import dev.caravan.cli.process.OneSync;
import dev.caravan.cycle.CycleReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One cycle of one sync. */
@Command(
    name = "sync",
    description = "Runs one cycle of one sync, then exits.",
    mixinStandardHelpOptions = true)
final class SyncCommand implements Callable<Integer> {
  @Mixin private Configuration configuration;
  @Spec private CommandSpec spec;
  private int acceptCloses;

  @Parameters(paramLabel = "NAME", description = "The sync, enabled or not.")
  private String name;

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  private boolean json;

  @Option(
      names = "--accept-closes",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Let the closes that the guard holds back through, once, if they are N or fewer; if they"
              + " are more, none is made.")
  void setAcceptCloses(int count) {
    if (count < 0) {
      throw new ParameterException(
          spec.commandLine(), "--accept-closes must be 0 or more, not " + count);
    }
    acceptCloses = count;
  }

  @Override
  public Integer call() {
    return OneSync.with(
        configuration.load(),
        name,
        (caravan, stop) -> {
          CycleReport report = stop.explain(caravan.syncs().run(name, acceptCloses));
          spec.commandLine()
              .getOut()
              .println(
                  json
                      ? JsonReport.of(report)
                      : CycleLine.of(report, caravan.accountsInUse().budgets(name)));
          return report.outcome().exitCode();
        });
  }
}
