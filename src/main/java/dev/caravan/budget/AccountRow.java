package dev.caravan.budget;

/**
 * The account's row in the store, and how it changes by what the vendor said. Immutable.
 *
 * @param last429Millis store time of the last refusal after which no call was accepted, 0 = none
 */
record AccountRow(
    long latestMillis,
    long pausedUntilMillis,
    long last429Millis,
    int refusals,
    boolean oneBucket) {
  boolean troubled() {
    return last429Millis > 0 || refusals > 0;
  }

  AccountRow accepted() {
    return new AccountRow(latestMillis, pausedUntilMillis, 0, 0, oneBucket);
  }

  /** After a 429; the calls of one burst are refused together and count once. */
  AccountRow refused(long nowMillis, boolean sameBurst) {
    int inARow = Math.max(1, sameBurst ? refusals : refusals + 1);
    return new AccountRow(latestMillis, pausedUntilMillis, nowMillis, inARow, oneBucket);
  }

  AccountRow pausedUntil(long untilMillis) {
    long longest = Math.max(pausedUntilMillis, untilMillis);
    return new AccountRow(latestMillis, longest, last429Millis, refusals, oneBucket);
  }

  /** Keeps the moment of the 429, so that a 403 which is none of a block's ends its memory. */
  AccountRow blocked(long nowMillis, long untilMillis) {
    return new AccountRow(
        latestMillis,
        Math.max(pausedUntilMillis, untilMillis),
        last429Millis == 0 ? nowMillis : last429Millis,
        refusals,
        oneBucket);
  }

  AccountRow withOneBucket(boolean one) {
    return new AccountRow(latestMillis, pausedUntilMillis, last429Millis, refusals, one);
  }
}
