package dev.caravan.reconcile.journal;

import dev.caravan.cycle.Cycle;
import java.util.List;

/**
 * Tells counterparts that people removed from a target that shows none of ours any more: to a
 * credential that lost its right, or at a wrong path, every one of them is missing.
 */
public final class MissingTargetGuard {
  /** So many missing ones and none that is there are not the work of people. */
  private static final int OF_THE_ACCOUNT = 5;

  private MissingTargetGuard() {}

  /**
   * The answers of a page as they may be believed; aborts the cycle if the missing ones may not. An
   * operator who removed so many lets them through like closes that nothing confirms.
   */
  public static List<WriteOutcome> judge(Cycle cycle, List<WriteOutcome> answers) {
    long missing =
        answers.stream().filter(WriteOutcome::missing).map(WriteOutcome::key).distinct().count();
    if (missing == 0) {
      return answers;
    }
    int inAll = cycle.target().missing((int) missing);
    if (inAll < OF_THE_ACCOUNT || cycle.target().hasMet() || inAll <= cycle.acceptCloses()) {
      return answers;
    }
    cycle.guard().abort(new TargetShowsNone(inAll));
    return answers.stream().map(answer -> answer.missing() ? answer.notSent() : answer).toList();
  }

  /** The account's failure, whatever the status of the answers said. */
  static final class TargetShowsNone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TargetShowsNone(int missing) {
      super(
          ("The target says that none of the %d counterparts asked for exists (404), and showed no"
                  + " other of ours; nothing is taken for ended. Look at the account's paths and at"
                  + " what its credential may see. If people did remove them, run sync with"
                  + " --accept-closes %d")
              .formatted(missing, missing));
    }
  }
}
