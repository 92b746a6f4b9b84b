package dev.caravan.reconcile.absence;

import dev.caravan.cycle.Cycle;
import dev.caravan.reconcile.absence.Absences.Ruling;
import dev.caravan.reconcile.record.Rules;

/**
 * Holds back what ends without confirmation when there is too much of it, all or none. What has
 * ended so in the last hour counts as well.
 *
 * <p>The source is asked about a share of what is due in a cycle. What that share shows says
 * something of the rest: where one record is gone without a word, the others may be as well, and
 * count until they were asked about. Where the source confirms whatever it is asked, they do not.
 *
 * <p>What the operator accepts is for closes first; releases may have what is left of it.
 */
final class CloseGuard {
  /** With so many entries an empty list is more likely a fault than the truth. */
  private static final int EMPTY_LIST_SUSPICIOUS = 10;

  private final Cycle cycle;
  private final Rules rules;

  /** How many of the accepted ones are closes. */
  private int acceptedCloses;

  private boolean emptyListSaid;

  CloseGuard(Cycle cycle, Rules rules) {
    this.cycle = cycle;
    this.rules = rules;
  }

  /**
   * What is at stake.
   *
   * @param unconfirmed ends that nothing confirms
   * @param notAsked entries that are due, and of which the source was not asked in this cycle
   * @param open entries of that kind before this cycle ends any
   * @param leftOpen those of them that are missing and not confirmed to be over
   * @param recently others that ended within the last hour although nothing confirmed it
   */
  record Stakes(int unconfirmed, int notAsked, int open, int leftOpen, int recently) {
    int inAll() {
      return unconfirmed + notAsked;
    }
  }

  /** How an end is called. */
  private record Words(String topic, String what, String ended) {
    static final Words CLOSES = new Words("closes", "open counterparts", "closed");

    static final Words RELEASES =
        new Words(
            "releases",
            "records that have no counterpart, or one that a person ended,",
            "forgotten");
  }

  /** What becomes of the closes; where they are held back, the cycle says so. */
  Ruling ofCloses(Stakes stakes) {
    int accepted = cycle.acceptCloses();
    Ruling ruling = rule(Words.CLOSES, stakes, accepted, 0);
    boolean takesAccepted = ruling == Ruling.ACCEPTED || ruling == Ruling.HELD_BACK;
    acceptedCloses = takesAccepted ? stakes.inAll() : 0;
    return ruling;
  }

  /** What becomes of entries without an open counterpart. */
  Ruling ofReleases(Stakes stakes) {
    int accepted = Math.max(0, cycle.acceptCloses() - acceptedCloses);
    return rule(Words.RELEASES, stakes, accepted, acceptedCloses);
  }

  private Ruling rule(Words words, Stakes stakes, int accepted, int before) {
    boolean suspicious =
        cycle.progress().read() == 0
            && stakes.open() >= EMPTY_LIST_SUSPICIOUS
            && stakes.leftOpen() > 0;
    int allowed = suspicious ? 0 : rules.mayEnd(stakes.open(), stakes.recently());
    boolean ofThemselves = stakes.unconfirmed() == 0 || stakes.inAll() <= allowed;
    if (!ofThemselves && stakes.inAll() > accepted) {
      cycle.guard().hold(words.topic(), heldBack(words, stakes, suspicious, accepted, before));
      return Ruling.HELD_BACK;
    }
    if (suspicious && accepted < stakes.leftOpen() && !emptyListSaid) {
      emptyListSaid = true;
      cycle
          .guard()
          .hold(
              words.topic(),
              ("The source listed nothing although there are %d %s; %s is %s until the source"
                      + " confirms record by record that they are over")
                  .formatted(
                      stakes.open(),
                      words.what(),
                      stakes.unconfirmed() > 0 ? "no other" : "none",
                      words.ended()));
    }
    return ofThemselves ? Ruling.LET_GO : Ruling.ACCEPTED;
  }

  private String heldBack(
      Words words, Stakes stakes, boolean suspicious, int accepted, int before) {
    boolean askedAll = stakes.notAsked() == 0;
    return ("%d of %d %s would be %s because their records are gone and nothing confirms it%s; %s,"
            + " so none of them was %s. If it is right, run sync with --accept-closes %d%s%s%s")
        .formatted(
            stakes.unconfirmed(),
            stakes.open(),
            words.what(),
            words.ended(),
            askedAll
                ? ""
                : ", and the source was not asked yet in this cycle about %d more that are due"
                    .formatted(stakes.notAsked()),
            limit(stakes, suspicious, accepted),
            words.ended(),
            before + stakes.inAll(),
            before > 0 ? ", of which %d are closes".formatted(before) : "",
            askedAll ? "" : ", which asks about all of them",
            suspicious ? "" : ", or raise max-closes");
  }

  private String limit(Stakes stakes, boolean suspicious, int accepted) {
    String allowed = allowed(stakes);
    if (cycle.acceptCloses() > 0) {
      boolean some = !suspicious && rules.mayEnd(stakes.open(), stakes.recently()) > accepted;
      return "--accept-closes %d is too few for %d%s"
          .formatted(
              cycle.acceptCloses(),
              stakes.inAll(),
              some ? " (%s without it)".formatted(allowed) : "");
    }
    return suspicious ? "none is allowed while the source lists nothing" : allowed;
  }

  private String allowed(Stakes stakes) {
    int most = rules.maxCloses(stakes.open() + stakes.recently());
    return stakes.recently() == 0
        ? "%d are allowed".formatted(most)
        : "%d are allowed in an hour, and %d were made in the last one"
            .formatted(most, stakes.recently());
  }
}
