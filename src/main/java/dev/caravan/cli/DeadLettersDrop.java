package dev.caravan.cli;

import dev.caravan.ledger.DeadLetter;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Fingerprint;
import dev.caravan.ledger.LedgerView;
import dev.caravan.ledger.State;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Gives refused changes up. */
@Command(
    name = "drop",
    description = "Gives refused changes up: they are not tried again unless their record changes.",
    mixinStandardHelpOptions = true)
final class DeadLettersDrop implements Callable<Integer> {
  @Mixin private ChosenLetters letters;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    letters.each(
        DeadLettersDrop::drop, "dropped", "%d dead letters dropped.", spec.commandLine().getOut());
    return 0;
  }

  private static void drop(LedgerView view, DeadLetter letter) {
    view.entries()
        .find(letter.key())
        .ifPresent(entry -> view.entries().update(List.of(givenUp(entry, letter))));
    view.deadLetters().drop(letter.key(), letter.op());
  }

  /**
   * A counterpart that was never opened, or cannot be closed, is left to people; a change counts as
   * written.
   */
  private static Entry givenUp(Entry entry, DeadLetter letter) {
    Fingerprint wanted = letter.desired();
    Fingerprint applied = entry.applied() == null ? entry.desired() : entry.applied();
    return switch (letter.op()) {
      case CREATE -> entry.withState(State.CLOSED).withHeld(true);
      case CLOSE -> entry.withState(State.CLOSED).withHeld(false);
      case UPDATE ->
          entry.withApplied(new Fingerprint(wanted.fields(), applied.note()), entry.written());
      case COMMENT ->
          entry.withApplied(new Fingerprint(applied.fields(), wanted.note()), entry.written());
    };
  }
}
