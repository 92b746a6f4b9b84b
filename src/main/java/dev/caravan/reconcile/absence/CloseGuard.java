package dev.caravan.reconcile.absence;

import dev.caravan.cycle.Cycle;
import dev.caravan.reconcile.record.Rules;

/**
 * Holds back closes that nothing confirmed when there are too many of them, all or none.
 *
 * <p>The source is asked about a share of what is due in a cycle. What that share shows says
 * something of the rest: where one record is gone without a word, the others may be as well, and
 * count until they were asked about. Where the source confirms whatever it is asked, they do not.
 */
final class CloseGuard {
  /** With so many entries open an empty list is more likely a fault than the truth. */
  private static final int EMPTY_LIST_SUSPICIOUS = 10;

  private final Cycle cycle;
  private final Rules rules;

  CloseGuard(Cycle cycle, Rules rules) {
    this.cycle = cycle;
    this.rules = rules;
  }

  /**
   * What is at stake.
   *
   * @param unconfirmed closes that nothing confirms
   * @param notAsked entries that are due, and of which the source was not asked in this cycle
   * @param open counterparts that are open before this cycle closes any
   * @param leftOpen those of them that are missing and not confirmed to be over
   */
  record Stakes(int unconfirmed, int notAsked, int open, int leftOpen) {
    int inAll() {
      return unconfirmed + notAsked;
    }
  }

  /** Whether the unconfirmed closes may be made; where not, the cycle says so. */
  boolean lets(Stakes stakes) {
    boolean suspicious =
        cycle.progress().read() == 0
            && stakes.open() >= EMPTY_LIST_SUSPICIOUS
            && stakes.leftOpen() > 0;
    int allowed = suspicious ? 0 : rules.maxCloses(stakes.open());
    int accepted = cycle.acceptCloses();
    if (stakes.unconfirmed() > 0 && stakes.inAll() > Math.max(allowed, accepted)) {
      cycle.guard().hold(heldBack(stakes, allowed, suspicious));
      return false;
    }
    if (suspicious && accepted < stakes.leftOpen()) {
      cycle
          .guard()
          .hold(
              ("The source listed nothing although %d counterparts are open; %s is closed until the"
                      + " source confirms record by record that they are over")
                  .formatted(stakes.open(), stakes.unconfirmed() > 0 ? "no other" : "none"));
    }
    return true;
  }

  private String heldBack(Stakes stakes, int allowed, boolean suspicious) {
    boolean askedAll = stakes.notAsked() == 0;
    return ("%d of %d open counterparts would be closed because their records are gone and nothing"
            + " confirms it%s; %s, so none of them was closed. If it is right, run sync with"
            + " --accept-closes %d%s%s")
        .formatted(
            stakes.unconfirmed(),
            stakes.open(),
            askedAll
                ? ""
                : ", and the source was not asked yet in this cycle about %d more that are due"
                    .formatted(stakes.notAsked()),
            limit(stakes, allowed, suspicious),
            stakes.inAll(),
            askedAll ? "" : ", which asks about all of them",
            suspicious ? "" : ", or raise max-closes");
  }

  private String limit(Stakes stakes, int allowed, boolean suspicious) {
    int accepted = cycle.acceptCloses();
    if (accepted > 0) {
      return "--accept-closes %d is too few for %d%s"
          .formatted(
              accepted,
              stakes.inAll(),
              allowed > accepted ? " (%d are allowed without it)".formatted(allowed) : "");
    }
    return suspicious
        ? "none is allowed while the source lists nothing"
        : "%d are allowed".formatted(allowed);
  }
}
