package dev.caravan.reconcile.record;

import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What the operator decided for one sync.
 *
 * @param maxCreates most creates in a cycle; 0 is no limit
 * @param maxCloses most closes in an hour that nothing confirmed; empty is the larger of 10 and 20
 *     % of the open entries
 * @param absences complete cycles in a row that must not list a record before it counts as gone
 * @param minSeverity records below it get no new counterpart; absent lets all through
 * @param openAfter how old a record must be before it gets a counterpart
 * @param commentEvery the least time between two comments on one counterpart
 * @param comments whether comments can be written at all
 * @param indexLag how long the target's lists may not show what was just written
 * @param confirmations most look-ups of missing records in a cycle
 * @param perCondition records of one device and condition share a counterpart
 * @param digest of the mapping and of every setting that shapes what is written
 */
public record Rules(
    String installation,
    int maxCreates,
    OptionalInt maxCloses,
    int absences,
    @Nullable Severity minSeverity,
    Duration openAfter,
    Duration commentEvery,
    boolean comments,
    Duration indexLag,
    int confirmations,
    boolean perCondition,
    String digest) {

  /** After that time a refused close is tried again, though nothing of it has changed. */
  public static final Duration REFUSED_CLOSE_AGAIN = Duration.ofDays(1);

  private static final int LEAST_MAX_CLOSES = 10;
  private static final double SHARE_MAX_CLOSES = 0.2;

  /** The most closes that nothing confirmed, with that many entries open. */
  public int maxCloses(int open) {
    return maxCloses.orElse(Math.max(LEAST_MAX_CLOSES, (int) (open * SHARE_MAX_CLOSES)));
  }

  /**
   * How many more may end although nothing confirms it.
   *
   * @param open of the kind that ends
   * @param recently that ended so within the last hour
   */
  public int mayEnd(int open, int recently) {
    return Math.max(0, maxCloses(open + recently) - recently);
  }

  /** Where the rules of a sync come from. */
  @FunctionalInterface
  public interface Book {
    Rules of(String sync);
  }
}
