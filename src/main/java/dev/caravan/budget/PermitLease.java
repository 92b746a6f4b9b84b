package dev.caravan.budget;

import dev.caravan.budget.Window.Acquisition;
import dev.caravan.budget.Window.UnusedPermits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calls that the store counts although nobody has sent them: the lease of those taken in
 * advance, and those to be given back. Not thread-safe: its {@link Gate} uses it under its lock.
 */
final class PermitLease {
  private final List<UnusedPermits> unused = new ArrayList<>();
  private @Nullable Acquisition leasedFrom;
  private int lease;

  /** The lease of the last question, in the place of any before. */
  void renew(Acquisition taken) {
    drop();
    leasedFrom = taken;
    lease = taken.lease();
  }

  /** One of the calls that were counted in advance, while they may be used. */
  @Nullable UnusedPermits next(long nowMillis) {
    Acquisition from = leasedFrom;
    if (from == null || lease == 0 || nowMillis > from.leaseUntilMillis()) {
      return null;
    }
    lease--;
    return new UnusedPermits(from.charged(), from.leaseBinMillis(), 1);
  }

  /** What is left of the lease is not used any more. */
  void drop() {
    if (lease > 0 && leasedFrom != null) {
      unused.add(new UnusedPermits(leasedFrom.charged(), leasedFrom.leaseBinMillis(), lease));
      lease = 0;
    }
  }

  /** Counted, and given back with the next question, since nobody sends it. */
  void giveBack(UnusedPermits counted) {
    unused.add(counted);
  }

  /** All that is to be given back; the lease ends. */
  List<UnusedPermits> drain() {
    drop();
    List<UnusedPermits> all = List.copyOf(unused);
    unused.clear();
    return all;
  }

  /** How many calls that nobody sends are counted in bins that end after a time. */
  int countedAfter(long millis) {
    drop();
    return unused.stream()
        .filter(back -> back.binEndMillis() > millis)
        .mapToInt(UnusedPermits::calls)
        .sum();
  }
}
