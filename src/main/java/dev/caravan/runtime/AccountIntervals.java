package dev.caravan.runtime;

import dev.caravan.config.SyncSettings;
import java.time.Duration;
import java.util.Comparator;

/** How often a vendor that is down is asked whether it is back: as often as its cycles come. */
record AccountIntervals(RuntimeSpec spec) {
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** A tenth less than the interval, so that the same sync's next cycle is the one that asks. */
  private static final int SHORTER_BY = 10;

  Duration of(String account) {
    Duration every =
        spec.syncs().stream()
            .map(spec.settings()::sync)
            .filter(sync -> isAtAnEnd(account, sync))
            .map(SyncSettings::every)
            .min(Comparator.naturalOrder())
            .orElse(LONGEST);
    Duration least = every.compareTo(LONGEST) < 0 ? every : LONGEST;
    return least.minus(least.dividedBy(SHORTER_BY));
  }

  private static boolean isAtAnEnd(String account, SyncSettings sync) {
    return account.equals(sync.sourceAccount()) || account.equals(sync.targetAccount());
  }
}
