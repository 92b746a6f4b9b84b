package dev.caravan.reconcile.journal;

import dev.caravan.cycle.Cycle;
import dev.caravan.cycle.CycleCounters.Heading;
import dev.caravan.ledger.LedgerView;
import dev.caravan.ledger.RecentEnds.Way;
import dev.caravan.ledger.State;
import dev.caravan.reconcile.record.Rules;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells counterparts that people removed from a target that does not show what is there: to a
 * credential that lost its right, or at a wrong path, every one of them is missing. What was
 * believed in the last hour counts as well. What is not believed stays as it was and is looked at
 * again.
 */
public final class MissingTargetGuard {
  /** So many missing ones and none that is there are not the work of people. */
  private static final int OF_THE_ACCOUNT = 5;

  private static final String TOPIC = "missing";

  private MissingTargetGuard() {}

  /** The answers of a page as they may be believed; where they may not, the cycle says so. */
  public static List<WriteOutcome> judge(
      LedgerView view, Cycle cycle, Rules rules, Instant now, List<WriteOutcome> answers) {
    Set<String> missing =
        answers.stream()
            .filter(WriteOutcome::missing)
            .map(WriteOutcome::key)
            .collect(Collectors.toSet());
    view.recentEnds().forgetOlder(now);
    Set<String> recently = new HashSet<>(view.recentEnds().keys(Way.GONE, now));
    recently.removeAll(missing);
    int open = view.entries().count(State.OPEN) + view.entries().count(State.CLOSING);
    int inAll = missing.size() + recently.size();
    int most = rules.maxCloses(open + recently.size());
    boolean operatorsWord = rules.maxCloses().isPresent();
    if (!operatorsWord && !cycle.target().hasMet() && inAll >= OF_THE_ACCOUNT) {
      cycle.guard().hold(TOPIC, showsNone(missing.size(), recently.size()));
    } else if (inAll > most) {
      cycle.guard().hold(TOPIC, tooMany(missing.size(), recently.size(), open, most));
    } else {
      view.recentEnds().add(Way.GONE, missing, now);
      return answers;
    }
    missing.forEach(key -> cycle.tally().add(Heading.HELD, key));
    return answers.stream().map(answer -> answer.missing() ? answer.notSent() : answer).toList();
  }

  private static String showsNone(int missing, int recently) {
    return ("The target says that none of the %d counterparts asked for exists (404)%s, and showed"
            + " no other of ours in this cycle; none of them is taken for ended before it does."
            + " Look at the account's paths and at what its credential may see. If people did"
            + " remove them, set max-closes to %d for one cycle")
        .formatted(missing, before(recently), missing + recently);
  }

  private static String tooMany(int missing, int recently, int open, int most) {
    return ("The target says that %d of %d open counterparts do not exist (404)%s; %d are allowed"
            + " in an hour, so none of them is taken for ended. If people did remove them, set"
            + " max-closes to %d for one cycle")
        .formatted(missing, open, before(recently), most, missing + recently);
  }

  private static String before(int recently) {
    return recently == 0 ? "" : ", as it said of %d more in the last hour".formatted(recently);
  }
}
