package dev.caravan.budget;

import dev.caravan.budget.BudgetTransaction.BucketRow;
import dev.caravan.budget.ReportedUsage.Rate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Brings our count of an account into line with the vendor's own. Calls that the vendor counted and
 * we did not are those of other tools on the same account: they are counted into our window, spread
 * over it, because nobody says when they were made.
 *
 * <p>The vendor delays answers from its cut-off ratio on. Alone on an account we use the whole
 * limit, for the delay costs less than the calls that would be left; beside other tools we stay a
 * twentieth below the cut-off, because we see their calls only at each calibration.
 */
final class Calibration {
  private static final double BELOW_CUT_OFF = 0.05;

  private final BucketPolicy terms;

  Calibration(BucketPolicy terms) {
    this.terms = terms;
  }

  /**
   * Applies it; the account's row is locked.
   *
   * @param notSent calls counted in a bucket that this process has not sent
   */
  void apply(BudgetTransaction tx, ReportedUsage rate, Map<String, Integer> notSent) {
    List<String> buckets =
        rate.buckets().keySet().stream()
            .filter(name -> terms.limits().property(name).isPresent())
            .toList();
    Map<String, Integer> ours = tx.used(buckets, tx.now() - terms.spanMillis());
    Map<String, BucketRow> rows = tx.buckets(buckets);
    // What the vendor counts and nobody here calls is none of ours.
    buckets.forEach(
        bucket -> {
          Rate theirs = Objects.requireNonNull(rate.buckets().get(bucket));
          int sent = ours.getOrDefault(bucket, 0) - notSent.getOrDefault(bucket, 0);
          int share = ourShare(theirs.limit(), rate);
          // What is left to other tools is theirs before they take anything of ours.
          int others = ourShare(theirs.count(), rate) - sent - (share - terms.ours(share));
          if (others > 0) {
            // Nobody says when they were sent: as if it were now, none is counted out too early.
            tx.count(List.of(bucket), terms.binEnd(tx.now()), others);
          }
          BucketRow row = rows.getOrDefault(bucket, BucketRow.UNKNOWN);
          Integer limit = lowerLimit(bucket, theirs, rate, others > 0);
          tx.save(bucket, new BucketRow(row.pausedUntilMillis(), limit));
        });
    tx.save(tx.row().withOneBucket(rate.oneBucket()));
  }

  private @Nullable Integer lowerLimit(
      String bucket, Rate theirs, ReportedUsage rate, boolean shared) {
    // The cut-off is one of all reads and all writes, not of an operation that counts among them.
    boolean aggregate = !terms.limits().countedToo().containsKey(bucket);
    double ratio = shared && aggregate ? rate.cutOffRatio() - BELOW_CUT_OFF : 1;
    int limit = terms.ours(ourShare((int) Math.floor(theirs.limit() * ratio), rate));
    return limit < terms.limit(bucket) ? limit : null;
  }

  /** A number of the vendor's window in ours, where ours is shorter. */
  private int ourShare(int number, ReportedUsage rate) {
    long theirMillis = Math.max(terms.windowMillis(), rate.windowSeconds() * 1000);
    return (int) (number * terms.windowMillis() / theirMillis);
  }
}
