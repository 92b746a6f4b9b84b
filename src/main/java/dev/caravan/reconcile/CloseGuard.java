package dev.caravan.reconcile;

import dev.caravan.cycle.Cycle;

/** Holds back closes that nothing confirmed when there are too many of them, all or none. */
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
   * Whether the unconfirmed closes may be made; where not, the cycle says so.
   *
   * @param unconfirmed how many there are
   * @param open counterparts that are open before this cycle closes any
   * @param leftOpen those of them that are missing and not confirmed to be over
   */
  boolean lets(int unconfirmed, int open, int leftOpen) {
    boolean suspicious = cycle.read() == 0 && open >= EMPTY_LIST_SUSPICIOUS && leftOpen > 0;
    int allowed = suspicious ? 0 : rules.maxCloses(open);
    boolean lets = unconfirmed <= Math.max(allowed, cycle.acceptCloses());
    if (!lets) {
      cycle.guard(
          ("%d of %d open counterparts would be closed because their records are gone and nothing"
                  + " confirms it; %d are allowed, so none was closed. If it is right, run sync with"
                  + " --accept-closes %d, or raise max-closes")
              .formatted(unconfirmed, open, allowed, unconfirmed));
    } else if (suspicious && cycle.acceptCloses() < leftOpen && cycle.guarded().isEmpty()) {
      cycle.guard(
          ("The source listed nothing although %d counterparts are open; none is closed until the"
                  + " source confirms record by record that they are over")
              .formatted(open));
    }
    return lets;
  }
}
