package dev.caravan.budget;

import java.util.List;
import java.util.function.ToIntFunction;

/**
 * One bucket at one moment, as read under the account's lock, and the arithmetic of admission: no
 * clock, no store, no waiting.
 *
 * @param limit calls in a window
 * @param used calls that still count
 * @param pausedUntilMillis store time before which nothing is admitted
 * @param inventoryShare whether inventory is held to its share of the limit
 * @param rivals how many calls wait elsewhere that go before one of a class
 * @param expiries when the counted calls cease to count, the earliest first; may be left empty
 *     where only admission is asked for
 */
record BucketSnapshot(
    String bucket,
    int limit,
    int used,
    long pausedUntilMillis,
    boolean inventoryShare,
    ToIntFunction<Priority> rivals,
    List<Expiry> expiries) {

  /** That many calls cease to count at that moment of the store's time. */
  record Expiry(long atMillis, int calls) {}

  /** How many calls may count in this bucket for a call of that class to be admitted. */
  int cap(Priority priority) {
    return inventoryShare && priority == Priority.INVENTORY
        ? Math.max(1, (int) (limit * Priority.INVENTORY_SHARE))
        : limit;
  }

  boolean admits(Priority priority, int ahead, long nowMillis) {
    return nowMillis >= pausedUntilMillis
        && used + ahead + rivals.applyAsInt(priority) < cap(priority);
  }

  /**
   * How many of the waiting calls, in their order, all buckets admit now. Stops at the first that
   * is not admitted: those behind it are not more urgent and have no larger share.
   */
  static int admitted(List<BucketSnapshot> tallies, List<Priority> waiting, long nowMillis) {
    int admitted = 0;
    while (admitted < waiting.size()
        && allAdmit(tallies, waiting.get(admitted), admitted, nowMillis)) {
      admitted++;
    }
    return admitted;
  }

  private static boolean allAdmit(
      List<BucketSnapshot> tallies, Priority priority, int ahead, long now) {
    return tallies.stream().allMatch(tally -> tally.admits(priority, ahead, now));
  }

  /**
   * When the window has room for a call of that class behind {@code ahead} others, pauses aside.
   *
   * @param spanMillis how long a call counts, for calls that wait for calls that are waiting too
   */
  long roomAtMillis(Priority priority, int ahead, long nowMillis, long spanMillis) {
    int mustExpire = used + ahead + rivals.applyAsInt(priority) + 1 - cap(priority);
    if (mustExpire <= 0) {
      return nowMillis;
    }
    long last = nowMillis;
    for (Expiry expiry : expiries) {
      mustExpire -= expiry.calls();
      last = Math.max(last, expiry.atMillis());
      if (mustExpire <= 0) {
        return last;
      }
    }
    int furtherWindows = (mustExpire + cap(priority) - 1) / cap(priority);
    return last + furtherWindows * spanMillis;
  }
}
