package dev.caravan.cli.ledger;

import dev.caravan.ledger.LedgerView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Gives refused changes up. */
@Command(
    name = "drop",
    description = {
      "Gives refused changes up: a create until its record has been away and is back, an update",
      "until its record changes again; what could not be closed is taken for closed."
    },
    mixinStandardHelpOptions = true)
final class DeadLettersDrop implements Callable<Integer> {
  @Mixin private ChosenLetters letters;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    letters.each(LedgerView::giveUp, "dropped", "%s dropped.", spec.commandLine().getOut());
    return 0;
  }
}
