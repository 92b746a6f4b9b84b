package dev.caravan.reconcile.absence;

import dev.caravan.cycle.Cycle;
import dev.caravan.ledger.AliveEntry;
import dev.caravan.ledger.DeadLetter;
import dev.caravan.ledger.LedgerView;
import dev.caravan.ledger.Op;
import dev.caravan.ledger.State;
import dev.caravan.reconcile.record.Rules;
import dev.caravan.reconcile.record.Turns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Which entries have been missing for long enough, and which of them the source is asked about in
 * this cycle.
 */
public final class ConfirmationSelection {
  /** Keys a query. */
  private static final int SLICE = 500;

  /** If so many records that a list left out are over as well, it was whole. */
  private static final int MOST_WITNESSES = 5;

  private final Cycle cycle;
  private final Rules rules;
  private final Instant now;

  public ConfirmationSelection(Cycle cycle, Rules rules, Instant now) {
    this.cycle = cycle;
    this.rules = rules;
    this.now = now;
  }

  /**
   * Whether it has been missing long enough for the source to be asked, or says that it is over.
   */
  boolean isGone(AliveEntry entry) {
    return entry.state() != State.IN_DOUBT
        && (entry.missed() + 1 >= rules.absences() || cycle.progress().isOver(entry.key()));
  }

  /**
   * Those to ask about, as many as may be asked. First come those that were never asked about, then
   * those that were held back least often: so some which cannot be closed do not keep out the rest.
   * Of these the severest come first, their devices in turn, and among equals other ones in each
   * cycle.
   */
  public List<String> toConfirm(LedgerView view, List<AliveEntry> missing) {
    Set<String> refused = refused(view, missing);
    List<AliveEntry> due = new ArrayList<>();
    for (AliveEntry entry : missing) {
      if (isGone(entry)
          && !refused.contains(entry.key())
          && !cycle.progress().isOver(entry.key())) {
        due.add(entry);
      }
    }
    List<AliveEntry> inOrder = due.size() > mostQuestions() ? inTurn(due) : due;
    return inOrder.stream().limit(mostQuestions()).map(AliveEntry::key).toList();
  }

  private List<AliveEntry> inTurn(List<AliveEntry> due) {
    Collections.shuffle(due, new Random(cycle.number()));
    Map<String, Integer> turn = new HashMap<>();
    Turns turns = new Turns();
    due.sort(Comparator.comparingInt(AliveEntry::missed));
    for (AliveEntry entry : due) {
      String device = entry.device() == null ? entry.key() : entry.device();
      turn.put(entry.key(), turns.next(entry.severity(), entry.missed() + "/" + device));
    }
    due.sort(
        Comparator.comparingInt(AliveEntry::missed)
            .thenComparingInt(AliveEntry::severity)
            .thenComparingInt(entry -> turn.getOrDefault(entry.key(), 0)));
    return due;
  }

  /**
   * How many entries may be asked about: the account's share for a cycle that nobody has asked for,
   * and as many as an operator has looked at.
   */
  public int mostQuestions() {
    return Math.max(rules.confirmations(), cycle.acceptCloses());
  }

  /**
   * Others that the same list left out, to be asked for what they tell of the list.
   *
   * @param asked how many records are asked about for their own sake
   */
  public List<String> witnesses(List<AliveEntry> missing, int asked) {
    return missing.stream()
        .filter(entry -> entry.state() != State.IN_DOUBT && !isGone(entry))
        .limit(Math.max(1, Math.min(MOST_WITNESSES, mostQuestions() - asked)))
        .map(AliveEntry::key)
        .toList();
  }

  /**
   * Those that the target refused to close not long ago, where nothing has changed since. A close
   * that was tried has counted its absence; a record that was back since has a lower count, and no
   * letter.
   */
  Set<String> refused(LedgerView view, List<AliveEntry> missing) {
    List<String> keys =
        missing.stream()
            .filter(
                entry ->
                    entry.hasCounterpart()
                        && (entry.missed() >= rules.absences()
                            || cycle.progress().isOver(entry.key())))
            .map(AliveEntry::key)
            .toList();
    Set<String> refused = new HashSet<>();
    for (int from = 0; from < keys.size(); from += SLICE) {
      view
          .deadLetters()
          .of(keys.subList(from, Math.min(from + SLICE, keys.size())))
          .values()
          .stream()
          .flatMap(List::stream)
          .filter(this::holds)
          .map(DeadLetter::key)
          .forEach(refused::add);
    }
    return refused;
  }

  private boolean holds(DeadLetter letter) {
    return letter.op() == Op.CLOSE
        && letter.rules().equals(rules.digest())
        && now.isBefore(letter.diedAt().plus(Rules.REFUSED_CLOSE_AGAIN));
  }
}
