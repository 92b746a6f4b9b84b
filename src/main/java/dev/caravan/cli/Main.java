package dev.caravan.cli;

import dev.caravan.cli.demo.DemoCommand;
import dev.caravan.cli.demo.SandboxCommand;
import dev.caravan.cli.demo.WarmUpCommand;
import dev.caravan.cli.ledger.DeadLettersCommand;
import dev.caravan.cli.ledger.LedgerCommand;
import dev.caravan.cli.output.PrintableWriter;
import dev.caravan.cli.process.OutOfMemory;
import java.io.PrintWriter;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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
      BackupCommand.class,
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
    // Bound to the true standard output, which is ours alone: what libraries print goes elsewhere.
    // That is before any of them is asked for anything, the one for logs included.
    CommandLine streams = new CommandLine(CommandSpec.create());
    PrintWriter out = printable(streams.getOut());
    PrintWriter err = printable(streams.getErr());
    System.setOut(System.err);
    CommandLine line = commandLine();
    line.setOut(out);
    line.setErr(err);
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> died(thread, failure));
    int exitCode = execute(line, args);
    line.getOut().flush();
    System.exit(exitCode);
  }

  private static PrintWriter printable(PrintWriter stream) {
    return new PrintWriter(new PrintableWriter(stream, CommandLine.Help.Ansi.AUTO.enabled()), true);
  }

  /** Runs one command; whatever it ends with, somebody is told and there is an exit code. */
  static int execute(CommandLine line, String... args) {
    try {
      return line.execute(args);
    } catch (RuntimeException | Error e) {
      return CommandFailures.crashed(line, args, e);
    }
  }

  /** Where there is no memory left, what else was lost is not known. */
  private static void died(Thread thread, Throwable failure) {
    OutOfMemory.endProcessAfter(failure);
    LoggerFactory.getLogger(Main.class).error("The thread {} ended", thread.getName(), failure);
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
