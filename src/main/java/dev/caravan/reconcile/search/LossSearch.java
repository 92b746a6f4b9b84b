package dev.caravan.reconcile.search;

import dev.caravan.ledger.LedgerView;
import dev.caravan.ledger.UnclaimedCounterpart;
import dev.caravan.reconcile.record.Duplicate;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one cycle knows of lost counterparts: what it found, and what earlier searches left over.
 */
final class LossSearch {
  /** A list that changes while it is read may hide something; it is read again, not for ever. */
  static final int MOST_SCANS = 3;

  /** So many are named; the rest is counted. */
  private static final int NAMED = 20;

  /** Since when; absent where this cycle need not search. */
  @Nullable Instant since;

  boolean asked;

  /** By marker and the target's id. */
  final Map<String, FoundTarget> targets = new HashMap<>();

  private final Map<String, UnclaimedCounterpart> left = new HashMap<>();

  /** The ids of all that a scan of what has changed showed, known or not. */
  final Set<String> changed = new HashSet<>();

  /** Those of them that are over. */
  final Set<String> over = new HashSet<>();

  /** The markers of counterparts that the ledger knows, or does from this cycle on. */
  final Set<String> settled = new HashSet<>();

  final Set<Duplicate> named = new HashSet<>();
  int scans;
  boolean steady;
  @Nullable MarkerIndex marked;

  boolean wholeTarget() {
    return Instant.EPOCH.equals(since);
  }

  /** A ledger that is rebuilt must have seen all. */
  void requireSteady() {
    if (!steady) {
      throw new IllegalStateException(
          ("The target's list changed in each of %d scans, so a counterpart may have been missed;"
                  + " nothing was changed; try again when it is quieter")
              .formatted(MOST_SCANS));
    }
  }

  void changed(FoundTarget one) {
    changed.add(one.targetId());
    if (one.over()) {
      over.add(one.targetId());
    }
  }

  void found(FoundTarget one) {
    targets.put(id(one), one);
  }

  void foundBefore(UnclaimedCounterpart one) {
    FoundTarget target = FoundTarget.of(one);
    left.put(id(target), one);
    targets.put(id(target), target);
  }

  /** The complete cycles that did not list its record, as far as an earlier search left it over. */
  int missed(FoundTarget found) {
    UnclaimedCounterpart before = left.get(id(found));
    return before == null ? 0 : before.missed();
  }

  /** Keeps what no record was listed for, for the cycle in which it is listed again. */
  void leave(LedgerView view, int absences, Instant now) {
    List<UnclaimedCounterpart> still =
        targets.values().stream()
            .filter(one -> !one.candidate() && !settled.contains(one.marker()))
            .map(one -> leftAgain(one, absences, now))
            .toList();
    if (!Set.copyOf(still).equals(Set.copyOf(left.values()))) {
      view.unclaimed().replace(still);
    }
  }

  private UnclaimedCounterpart leftAgain(FoundTarget one, int absences, Instant now) {
    UnclaimedCounterpart before = left.get(id(one));
    return before == null ? one.unclaimed(now) : before.missedAgain(absences);
  }

  /** What people are told of open counterparts that nothing accounts for. */
  static String leftOpen(List<FoundTarget> open) {
    return ("%d open counterparts in the target carry a marker of no record that is listed now"
            + " (%s). If the ledger was lost or an older one was put back, the records of some"
            + " may have ended meanwhile: nothing closes them, so look at them; others belong"
            + " to another installation")
        .formatted(open.size(), ids(open));
  }

  private static String ids(List<FoundTarget> open) {
    return open.stream().limit(NAMED).map(FoundTarget::targetId).collect(Collectors.joining(", "))
        + (open.size() > NAMED ? ", …" : "");
  }

  private static String id(FoundTarget target) {
    return target.marker() + "/" + target.targetId();
  }
}
