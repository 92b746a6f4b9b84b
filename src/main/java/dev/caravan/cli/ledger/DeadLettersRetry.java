package dev.caravan.cli.ledger;

import dev.caravan.ledger.DeadLetter;
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
  /** The digest of no rules: a letter with it holds back nothing. */
  private static final String NO_RULES = "";

  @Mixin private ChosenLetters letters;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    letters.each(
        DeadLettersRetry::release,
        "retry",
        "%s will be tried again in the next cycle.",
        spec.commandLine().getOut());
    return 0;
  }

  /** The letter stays until the target has accepted the change, but it does not hold any more. */
  private static void release(LedgerView view, DeadLetter letter) {
    view.deadLetters()
        .put(
            new DeadLetter(
                letter.key(),
                letter.op(),
                letter.generation(),
                letter.cycle(),
                letter.diedAt(),
                letter.desired(),
                NO_RULES,
                letter.reason(),
                letter.payload()));
    // A source that is asked for its changes only would not list the record.
    view.readWholeSource();
  }
}
