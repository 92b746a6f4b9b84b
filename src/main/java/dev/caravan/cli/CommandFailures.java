package dev.caravan.cli;

import dev.caravan.cli.output.JsonReport;
import dev.caravan.cli.output.Shown;
import dev.caravan.cli.process.OutOfMemory;
import dev.caravan.config.ConfigurationException;
import dev.caravan.cycle.OperatorActionRequired;
import dev.caravan.cycle.Outcome;
import dev.caravan.lock.AlreadyRunning;
import dev.caravan.mapping.ContactsException;
import dev.caravan.store.StoreException;
import dev.caravan.store.StoreFault;
import java.io.PrintWriter;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What a person, or a program that asked for JSON, is told when a command cannot do its work, and
 * which exit code follows.
 */
final class CommandFailures implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private static final String JSON = "--json";

  /** What was typed makes no sense: always something that the operator must change. */
  @Override
  public int handleParseException(ParameterException failure, String[] typed) {
    CommandLine line = failure.getCommandLine();
    PrintWriter err = line.getErr();
    String message = String.valueOf(failure.getMessage());
    tell(err, message);
    if (!UnmatchedArgumentException.printSuggestions(failure, err)) {
      err.println("Try '%s --help'.".formatted(line.getCommandSpec().qualifiedName()));
    }
    if (Arrays.asList(typed).contains(JSON)) {
      line.getOut().println(JsonReport.failure(sync(line), message));
    }
    return finish(line, Outcome.REFUSED.exitCode());
  }

  private static String sync(CommandLine line) {
    ParseResult parsed = line.getParseResult();
    return parsed == null ? "" : innermost(parsed).matchedPositionalValue(0, "");
  }

  private static ParseResult innermost(ParseResult parsed) {
    return parsed.hasSubcommand() ? innermost(parsed.subcommand()) : parsed;
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) {
    if (failure instanceof ParameterException usage) {
      return handleParseException(usage, parsed.originalArgs().toArray(String[]::new));
    }
    Throwable reason = failure;
    while (reason.getCause() != null && !isOurs(reason)) {
      reason = reason.getCause();
    }
    String message = message(reason);
    ParseResult command = innermost(parsed);
    if (command.hasMatchedOption(JSON)) {
      line.getOut().println(JsonReport.failure(command.matchedPositionalValue(0, ""), message));
    } else {
      tell(line.getErr(), message);
    }
    return finish(line, exitCode(reason));
  }

  /** The machine failed and not the command. */
  static int crashed(CommandLine line, String[] typed, Throwable failure) {
    String sentence =
        OutOfMemory.is(failure)
            ? "Caravan ran out of memory (%s); give it more, as in JAVA_OPTS=-Xmx512m"
                .formatted(failure.getMessage())
            : "Caravan itself failed: " + failure;
    if (Arrays.asList(typed).contains(JSON)) {
      line.getOut().println(JsonReport.failure(sync(line), sentence));
    } else {
      tell(line.getErr(), sentence);
    }
    return finish(line, Outcome.ABORTED.exitCode());
  }

  private static String message(Throwable reason) {
    if (!isOurs(reason) && StoreFault.is(reason)) {
      return "the store failed: " + StoreFault.of(reason);
    }
    return reason.getMessage() == null ? reason.toString() : reason.getMessage();
  }

  private static void tell(PrintWriter err, String message) {
    String shown = Shown.lines(message);
    err.println(Ansi.AUTO.enabled() ? "\u001b[1;31mError:\u001b[0m " + shown : "Error: " + shown);
  }

  private static int finish(CommandLine line, int exitCode) {
    line.getOut().flush();
    line.getErr().flush();
    return exitCode;
  }

  private static int exitCode(Throwable reason) {
    boolean passes =
        reason instanceof AlreadyRunning
            || reason instanceof StoreException store && store.isAway();
    return isOurs(reason) && !passes ? Outcome.REFUSED.exitCode() : Outcome.ABORTED.exitCode();
  }

  /** Failures whose message is written for the operator. */
  private static boolean isOurs(Throwable reason) {
    return reason instanceof ConfigurationException
        || reason instanceof ContactsException
        || reason instanceof StoreException
        || reason instanceof AlreadyRunning
        || reason instanceof OperatorActionRequired
        || reason instanceof IllegalArgumentException;
  }
}
