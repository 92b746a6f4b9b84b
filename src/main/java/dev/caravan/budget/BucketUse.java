package dev.caravan.budget;

/**
 * The state of one bucket.
 *
 * @param limit calls that are admitted in a window, the vendor's own number where it is lower
 * @param used calls counted in the running window, by every process and by other users of the
 *     account as far as the vendor reported them
 * @param left what may be admitted at once, 0 during a pause
 * @param paused whether the vendor asked for a pause that goes on
 * @param waitedMillis time that calls of this process waited here, since its start
 * @param refused429 calls of this process that the vendor refused, since its start
 * @param sent calls of this process that were admitted, since its start
 */
public record BucketUse(
    String bucket,
    int limit,
    int used,
    int left,
    boolean paused,
    long waitedMillis,
    long refused429,
    long sent) {}
