package dev.caravan.reconcile.absence;

import dev.caravan.cycle.Cycle;
import dev.caravan.cycle.CycleCounters.Heading;
import dev.caravan.cycle.CycleProgress;
import dev.caravan.ledger.AliveEntry;
import dev.caravan.ledger.LedgerView;
import dev.caravan.ledger.Op;
import dev.caravan.ledger.RecentEnds.Way;
import dev.caravan.ledger.WriteIntent;
import dev.caravan.reconcile.record.Rules;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one complete cycle did not list. Found with its last page; ruled when the source was asked;
 * concluded in portions, because there may be very many of them. Of each entry no more is kept than
 * its key. The passes of a cycle follow each other; not thread-safe.
 */
public final class Absences {
  /** So many entries are concluded in one transaction. */
  static final int PORTION = 500;

  private static final Cycle.StateKey<Absences> STATE = new Cycle.StateKey<>(Absences.class);

  private final List<AliveEntry> missing = new ArrayList<>();
  private final Deque<Conclusion> left = new ArrayDeque<>();
  private Confirmations confirmations = new Confirmations();
  private int open;
  private int others;
  private boolean ruled;

  /** What is to become of an entry. */
  enum Ruling {
    /** It has not been missing for long enough. */
    YOUNG,
    /** The source says that its record is over. */
    OVER,
    /** The source says that its record is there. */
    OPEN,
    /** Its record is gone, nothing confirms it, and it counts against the limit. */
    LET_GO,
    /** The same, where the operator has accepted it. */
    ACCEPTED,
    /** The same, but there are too many of them. */
    HELD_BACK,
    /** The source does not know it, but its list proves nothing. */
    NOT_BELIEVED,
    /** The source gave no usable answer. */
    UNANSWERED
  }

  /** An entry and what is to become of it. */
  record Conclusion(String key, Ruling ruling) {}

  /** Those of a cycle. */
  public static Absences of(Cycle cycle) {
    return cycle.state(STATE, Absences::new);
  }

  /**
   * Finds out what the cycle did not list, after its last page was compared; of a reading of
   * changes, after any page, only those of which a record said that it is over.
   *
   * @return whether anything is to be concluded
   */
  public boolean find(Cycle cycle, LedgerView view) {
    CycleProgress listed = cycle.progress();
    missing.clear();
    open = 0;
    others = 0;
    view.entries()
        .eachAlive(
            entry -> {
              open += entry.hasCounterpart() ? 1 : 0;
              others += entry.hasCounterpart() ? 0 : 1;
              if (!listed.hasSeen(entry.key())
                  && (!listed.isOfChangesOnly() || listed.isOver(entry.key()))) {
                missing.add(entry);
              }
            });
    missing.sort((a, b) -> a.key().compareTo(b.key()));
    return !missing.isEmpty()
        || view.intents().all().stream()
            .anyMatch(step -> step.op() == Op.COMMENT && step.inDoubt());
  }

  public List<AliveEntry> missing() {
    return missing;
  }

  /** Whether it was ruled already what becomes of each. */
  public boolean isRuled() {
    return ruled;
  }

  /** Whether a portion is left to be concluded. */
  public boolean isLeft() {
    return !left.isEmpty();
  }

  /** The next portion. */
  List<Conclusion> next() {
    List<Conclusion> portion = new ArrayList<>();
    while (portion.size() < PORTION && !left.isEmpty()) {
      portion.add(left.removeFirst());
    }
    return portion;
  }

  /** Takes what the source has said. */
  public void take(Confirmations all) {
    confirmations = all;
  }

  /** When a record was over, as the source says. */
  @Nullable String overSince(String key) {
    return confirmations.of(key).at();
  }

  /**
   * Rules what becomes of each, when the source has said what it was asked.
   *
   * @param canAsk whether the source can be asked for single records at all
   */
  public void rule(LedgerView view, Cycle cycle, Rules rules, Instant now, boolean canAsk) {
    ruled = true;
    ConfirmationSelection due = new ConfirmationSelection(cycle, rules, now);
    AbsenceClassifier evidence = new AbsenceClassifier(confirmations, canAsk);
    Set<String> refused = due.refused(view, missing);
    Map<String, List<WriteIntent>> steps = new HashMap<>();
    view.intents()
        .all()
        .forEach(step -> steps.computeIfAbsent(step.key(), key -> new ArrayList<>()).add(step));
    Tally closes = new Tally();
    Tally releases = new Tally();
    for (AliveEntry entry : missing) {
      Tally tally = entry.hasCounterpart() ? closes : releases;
      // One that the target refused to close was judged before.
      tally.missing += refused.contains(entry.key()) ? 0 : 1;
      if (isUnderWay(entry, steps.getOrDefault(entry.key(), List.of()), rules, now)) {
        cycle.tally().add(Heading.IN_DOUBT, entry.key());
      } else if (!due.isGone(entry)) {
        left.add(new Conclusion(entry.key(), Ruling.YOUNG));
      } else if (!refused.contains(entry.key())) {
        rule(entry, evidence, tally);
      }
    }
    missing.clear();
    letThrough(view, cycle, rules, now, closes, releases, canAsk);
  }

  /** One write of it has no end yet, so nothing is known of it. */
  private static boolean isUnderWay(
      AliveEntry entry, List<WriteIntent> steps, Rules rules, Instant now) {
    return switch (entry.state()) {
      case INTENDED, DEAD -> !steps.isEmpty();
      case IN_DOUBT -> true;
      case CLOSED -> false;
      case OPEN, CLOSING -> steps.stream().anyMatch(step -> step.isFresh(now, rules.indexLag()));
    };
  }

  private void rule(AliveEntry entry, AbsenceClassifier evidence, Tally tally) {
    String key = entry.key();
    switch (evidence.of(entry)) {
      case OVER -> {
        tally.confirmed++;
        left.add(new Conclusion(key, Ruling.OVER));
      }
      case OPEN -> left.add(new Conclusion(key, Ruling.OPEN));
      case UNCONFIRMED -> tally.unconfirmed.add(key);
      case NOT_BELIEVED -> left.add(new Conclusion(key, Ruling.NOT_BELIEVED));
      case UNANSWERED -> left.add(new Conclusion(key, Ruling.UNANSWERED));
      case NOT_ASKED -> tally.notAsked++;
    }
  }

  /** What of one kind is missing. */
  private static final class Tally {
    final Set<String> unconfirmed = new HashSet<>();
    int missing;
    int confirmed;
    int notAsked;

    CloseGuard.Stakes stakes(int inAll, Set<String> recently) {
      return new CloseGuard.Stakes(
          unconfirmed.size(),
          notAsked,
          inAll,
          missing - confirmed,
          (int) recently.stream().filter(key -> !unconfirmed.contains(key)).count());
    }
  }

  private void letThrough(
      LedgerView view,
      Cycle cycle,
      Rules rules,
      Instant now,
      Tally closes,
      Tally releases,
      boolean canAsk) {
    CloseGuard guard = new CloseGuard(cycle, rules);
    Ruling ofCloses = guard.ofCloses(closes.stakes(open, view.recentEnds().keys(Way.CLOSED, now)));
    Ruling ofReleases =
        guard.ofReleases(releases.stakes(others, view.recentEnds().keys(Way.RELEASED, now)));
    add(cycle, closes, ofCloses, canAsk);
    add(cycle, releases, ofReleases, canAsk);
  }

  /** Where the source cannot be asked, the order in which it is asked need not be kept. */
  private void add(Cycle cycle, Tally tally, Ruling ruling, boolean canAsk) {
    boolean held = ruling == Ruling.HELD_BACK;
    tally.unconfirmed.stream()
        .sorted()
        .forEach(
            key -> {
              if (held) {
                cycle.tally().add(Heading.HELD, key);
              }
              if (!held || canAsk) {
                left.add(new Conclusion(key, ruling));
              }
            });
  }
}
