package dev.caravan.budget;

import dev.caravan.budget.BudgetTransaction.BucketRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * The sliding window of one account in the store: takes as many calls as are admitted, in one
 * transaction, and says when the others will be. Thread-safe; never waits but for the row's lock.
 */
final class Window {
  /** A process takes at most this share of a limit in advance. */
  private static final double LEASE_SHARE = 0.02;

  /** Nothing is taken in advance of a window that is fuller than this. */
  private static final double LEASE_CEILING = 0.5;

  private final BudgetStore store;
  private final BucketPolicy terms;
  private final Predicate<String> leavesRoom;
  private final AtomicLong nextCleaning = new AtomicLong();
  private volatile boolean troubled;

  /**
   * @param leavesRoom whether inventory leaves room for others in a bucket
   */
  Window(BudgetStore store, BucketPolicy terms, Predicate<String> leavesRoom) {
    this.store = store;
    this.terms = terms;
    this.leavesRoom = leavesRoom;
  }

  /** Calls counted in the bin of that end, in each of those buckets, and never sent. */
  record UnusedPermits(List<String> charged, long binEndMillis, int calls) {}

  /**
   * Why a call is not admitted, and until when.
   *
   * @param byPause whether the vendor asked for it, or else the window is full
   */
  record Opening(long atMillis, boolean byPause) {}

  /**
   * The outcome of one transaction.
   *
   * @param charged the buckets in which the calls are counted
   * @param nowMillis the moment of the admission
   * @param admitted how many of the waiting calls may go, in their order
   * @param untilMillis the last moment at which they may
   * @param binEndMillis the bin in which they are counted
   * @param lease calls taken in advance
   * @param leaseUntilMillis the last moment at which a leased call may go
   * @param leaseBinMillis the bin in which the leased calls are counted
   * @param turns the turns of the waiting calls that were not admitted, in their order
   */
  record Acquisition(
      List<String> charged,
      long nowMillis,
      int admitted,
      long untilMillis,
      long binEndMillis,
      int lease,
      long leaseUntilMillis,
      long leaseBinMillis,
      List<Opening> turns) {}

  /**
   * Takes calls for those who wait.
   *
   * @param bucket as asked for; the call may be charged to others too
   * @param waiting their classes, the most urgent first
   * @param withLease whether more may be taken in advance
   * @param unused calls to give back first
   */
  Acquisition take(
      String bucket, List<Priority> waiting, boolean withLease, List<UnusedPermits> unused) {
    return take(bucket, waiting, terms.permitMillis(), withLease, unused, Rivals.NONE);
  }

  /**
   * The same beside others.
   *
   * @param lifeMillis for how long the permits are to hold
   * @param rivals who waits at other gates
   */
  Acquisition take(
      String bucket,
      List<Priority> waiting,
      long lifeMillis,
      boolean withLease,
      List<UnusedPermits> unused,
      Rivals rivals) {
    return store.locked(
        tx -> {
          troubled = tx.row().troubled();
          List<String> charged = terms.charged(bucket, tx.row().oneBucket());
          unused.forEach(back -> tx.count(back.charged(), back.binEndMillis(), -back.calls()));
          clean(tx, charged);
          long now = tx.now();
          List<BucketSnapshot> tallies = tallies(tx, charged, false, rivals);
          int admitted = BucketSnapshot.admitted(tallies, waiting, now);
          int lease = withLease && admitted > 0 ? lease(tallies, admitted) : 0;
          // Counted as late as makes it count long enough, whenever it is used.
          long end = terms.binEnd(now + lifeMillis - terms.permitMillis());
          long leaseUntil = now + terms.permitMillis();
          long leaseEnd = terms.binEnd(leaseUntil);
          if (admitted > 0) {
            tx.count(charged, end, admitted);
            tx.save(tx.row());
          }
          if (lease > 0) {
            tx.count(charged, leaseEnd, lease);
          }
          List<Priority> left = waiting.subList(admitted, waiting.size());
          List<Opening> turns =
              left.isEmpty() ? List.of() : turns(tallies(tx, charged, true, rivals), left, now);
          long until = now + lifeMillis;
          return new Acquisition(
              charged, now, admitted, until, end, lease, leaseUntil, leaseEnd, turns);
        });
  }

  /** Gives back what was taken in advance and never sent. */
  void giveBack(String bucket, List<UnusedPermits> unused) {
    take(bucket, List.of(), false, unused);
  }

  /** Whether refusals may be remembered that an accepted call should end. */
  boolean troubled() {
    return troubled;
  }

  void troubled(boolean now) {
    troubled = now;
  }

  /** The buckets as they are now, for display. */
  List<BucketSnapshot> look(List<String> buckets) {
    return store.locked(tx -> tallies(tx, buckets, false, Rivals.NONE));
  }

  private List<BucketSnapshot> tallies(
      BudgetTransaction tx, List<String> buckets, boolean withExpiries, Rivals rivals) {
    Map<String, Integer> used = tx.used(buckets, tx.now() - terms.spanMillis());
    Map<String, BucketRow> rows = tx.buckets(buckets);
    List<BucketSnapshot> tallies = new ArrayList<>();
    for (String bucket : buckets) {
      BucketRow row = rows.getOrDefault(bucket, BucketRow.UNKNOWN);
      tallies.add(
          new BucketSnapshot(
              bucket,
              limit(bucket, row),
              used.getOrDefault(bucket, 0),
              Math.max(row.pausedUntilMillis(), tx.row().pausedUntilMillis()),
              leavesRoom.test(bucket),
              than -> rivals.moreUrgent(bucket, than, tx.row().oneBucket()),
              withExpiries ? tx.expiries(bucket, terms.spanMillis()) : List.of()));
    }
    return tallies;
  }

  private int limit(String bucket, BucketRow row) {
    int configured = terms.limit(bucket);
    return row.serverLimit() == null ? configured : Math.min(configured, row.serverLimit());
  }

  private static int lease(List<BucketSnapshot> tallies, int admitted) {
    return tallies.stream()
        .mapToInt(
            tally ->
                Math.min(
                    (int) (tally.limit() * LEASE_SHARE),
                    (int) (tally.limit() * LEASE_CEILING) - tally.used() - admitted))
        .map(calls -> Math.max(0, calls))
        .min()
        .orElse(0);
  }

  private List<Opening> turns(List<BucketSnapshot> tallies, List<Priority> waiting, long now) {
    List<Opening> turns = new ArrayList<>();
    for (int ahead = 0; ahead < waiting.size(); ahead++) {
      turns.add(turn(tallies, waiting.get(ahead), ahead, now));
    }
    return turns;
  }

  private Opening turn(List<BucketSnapshot> tallies, Priority priority, int ahead, long now) {
    long pause = now;
    long room = now;
    for (BucketSnapshot tally : tallies) {
      pause = Math.max(pause, tally.pausedUntilMillis());
      room = Math.max(room, tally.roomAtMillis(priority, ahead, now, terms.spanMillis()));
    }
    return pause >= room && pause > now ? new Opening(pause, true) : new Opening(room, false);
  }

  /** Old bins go a few times a window, so that the sum reads about a window's worth of rows. */
  private void clean(BudgetTransaction tx, List<String> charged) {
    long due = nextCleaning.get();
    long now = tx.now();
    if (now >= due && nextCleaning.compareAndSet(due, now + terms.spanMillis() / 4)) {
      tx.forgetBefore(charged, now - terms.spanMillis());
    }
  }
}
