package dev.caravan.cli.ledger;

import dev.caravan.ledger.DeadLetter;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Fingerprint;
import dev.caravan.ledger.LedgerView;
import dev.caravan.ledger.Op;
import dev.caravan.ledger.State;
import dev.caravan.ledger.WriteIntent;
import java.util.List;
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
    letters.each(DeadLettersDrop::drop, "dropped", "%s dropped.", spec.commandLine().getOut());
    return 0;
  }

  private static void drop(LedgerView view, DeadLetter letter) {
    List<WriteIntent> open = view.steps().of(letter.key());
    view.entries()
        .find(letter.key())
        .filter(entry -> fits(letter, entry, open))
        .ifPresent(entry -> giveUp(view, entry, letter, open));
    view.deadLetters().drop(letter.key(), letter.op());
  }

  /** A letter may be older than what has become of its record since. */
  private static boolean fits(DeadLetter letter, Entry entry, List<WriteIntent> open) {
    Fingerprint wanted = entry.desired();
    boolean isOpen = entry.state() == State.OPEN || entry.state() == State.CLOSING;
    return entry.generation() == letter.generation()
        && switch (letter.op()) {
          // While one may be on its way, nobody knows whether there is a counterpart.
          case CREATE ->
              entry.state() == State.DEAD || entry.state() == State.INTENDED && open.isEmpty();
          case CLOSE -> isOpen && entry.missed() > 0;
          case UPDATE -> isOpen && wanted.fields().equals(letter.desired().fields());
          case COMMENT -> isOpen && wanted.note().equals(letter.desired().note());
        };
  }

  private static void giveUp(
      LedgerView view, Entry entry, DeadLetter letter, List<WriteIntent> open) {
    view.entries().update(List.of(givenUp(entry, letter)));
    if (letter.op() == Op.CLOSE) {
      view.steps().over(open.stream().map(WriteIntent::step).toList());
      view.occurrences().clear(List.of(entry.key()));
    }
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
