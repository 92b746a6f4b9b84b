package dev.caravan.cli.ledger;

import dev.caravan.ledger.LedgerView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lets refused changes be tried once more. */
@Command(
    name = "retry",
    description = "Lets the next cycle try refused changes once more.",
    mixinStandardHelpOptions = true)
final class DeadLettersRetry implements Callable<Integer> {
  @Mixin private ChosenLetters letters;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    letters.each(
        LedgerView::release,
        "retry",
        "%s will be tried again in the next cycle.",
        spec.commandLine().getOut());
    return 0;
  }
}
