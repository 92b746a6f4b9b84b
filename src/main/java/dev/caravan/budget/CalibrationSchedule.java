package dev.caravan.budget;

/** When the vendor should be asked for its own count, by store time. Thread-safe. */
final class CalibrationSchedule {
  private static final long EVERY_MILLIS = 5 * 60_000;
  private static final long PATIENCE_MILLIS = 30_000;

  private long dueMillis = Long.MIN_VALUE;

  /** True for one caller, who is expected to calibrate; true again when nobody did for a while. */
  synchronized boolean claim(long nowMillis) {
    if (nowMillis < dueMillis) {
      return false;
    }
    dueMillis = nowMillis + PATIENCE_MILLIS;
    return true;
  }

  synchronized void done(long nowMillis) {
    dueMillis = nowMillis + EVERY_MILLIS;
  }

  /** The vendor counted more than we did. */
  synchronized void refused() {
    dueMillis = Long.MIN_VALUE;
  }
}
