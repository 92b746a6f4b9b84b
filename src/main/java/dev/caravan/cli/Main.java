package dev.caravan.cli;

import dev.caravan.cli.demo.DemoCommand;
import dev.caravan.cli.demo.SandboxCommand;
import dev.caravan.cli.demo.WarmUpCommand;
import dev.caravan.cli.ledger.DeadLettersCommand;
import dev.caravan.cli.ledger.LedgerCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code caravan}. */
@Command(
    name = "caravan",
    description =
        "Keeps the tools of managed service providers in step: one counterpart for each record.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      DemoCommand.class,
      SandboxCommand.class,
      SyncCommand.class,
      PlanCommand.class,
      CheckCommand.class,
      LedgerCommand.class,
      DeadLettersCommand.class,
      WarmUpCommand.class,
      CommandLine.HelpCommand.class
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  complete",
      "  1  complete, but some records failed or are in doubt",
      "  2  configuration: something must be changed first",
      "  3  a safety guard held something back",
      "  4  aborted: vendor unreachable, credentials rejected, unreadable answer, or running"
          + " elsewhere"
    })
public final class Main {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print which version this is and exit.")
  private boolean version;

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    CommandLine line = commandLine();
    // Bound to the true standard output, which is ours alone: what libraries print goes elsewhere.
    line.setOut(line.getOut());
    System.setOut(System.err);
    int exitCode = line.execute(args);
    line.getOut().flush();
    System.exit(exitCode);
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main());
    versioned(line);
    CommandFailures failures = new CommandFailures();
    line.setParameterExceptionHandler(failures);
    line.setExecutionExceptionHandler(failures);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(true);
    return line;
  }

  /** Every command answers {@code --version}, and all of them the same. */
  private static void versioned(CommandLine line) {
    line.getCommandSpec().versionProvider(new Version());
    line.getSubcommands().values().forEach(Main::versioned);
  }
}
