package dev.caravan.budget;

import java.time.YearMonth;
import java.util.OptionalLong;

/**
 * What an account has used of a month's calls. Pure.
 *
 * @param vendor the vendor's name for people
 * @param most empty where the operator did not say what the plan allows
 */
public record QuotaUse(String vendor, YearMonth month, long calls, OptionalLong most) {
  private static final double WARNED_FROM = 0.8;

  /** Whether four fifths are used, or more. */
  public boolean isRunningOut() {
    return most.isPresent() && calls >= most.getAsLong() * WARNED_FROM;
  }

  /** What the operator should know of it. */
  public String sentence() {
    if (isRunningOut()) {
      return "%s; beyond its plan %s may refuse calls: raise the syncs' every, or the plan"
          .formatted(this, vendor);
    }
    return most.isPresent()
        ? "%s, with a warning from %,d on".formatted(this, (long) (WARNED_FROM * most.getAsLong()))
        : "%s; set %s to the plan's quota to be warned".formatted(this, MonthlyQuota.KEY);
  }

  /** For people. */
  @Override
  public String toString() {
    return most.isPresent()
        ? "%,d of %,d calls in %s".formatted(calls, most.getAsLong(), month)
        : "%,d %s in %s".formatted(calls, calls == 1 ? "call" : "calls", month);
  }
}
