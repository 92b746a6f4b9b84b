package dev.caravan.reconcile.compare;

import dev.caravan.cycle.Cycle;
import dev.caravan.cycle.CycleCounters.Heading;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.WriteIntent;
import dev.caravan.reconcile.record.DesiredRecord;
import dev.caravan.reconcile.record.Turns;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The creates of one cycle that wait until it is known which of them go within the limit: the
 * severest first, of these devices and sites in turn. No more are kept than may go; of the rest
 * nothing but the key. Not thread-safe.
 */
final class HeldCreates {
  /** Fewer than the refused creates at which a target counts as refusing all. */
  private static final int SITES_FIRST = 4;

  private static final Comparator<HeldCreate> BEST_FIRST =
      Comparator.comparingInt(HeldCreate::severity)
          .thenComparingInt(HeldCreate::ofDevice)
          .thenComparingInt(HeldCreate::ofSite)
          .thenComparingInt(HeldCreate::number);

  private static final Cycle.StateKey<HeldCreates> STATE = new Cycle.StateKey<>(HeldCreates.class);

  private final TreeSet<HeldCreate> waiting = new TreeSet<>(BEST_FIRST);
  private final Map<String, HeldCreate> byKey = new HashMap<>();
  private final Turns devices = new Turns();
  private final Turns sites = new Turns();
  private int number;

  /** Those of a cycle. */
  static HeldCreates of(Cycle cycle) {
    return cycle.state(STATE, HeldCreates::new);
  }

  /** A create, as it was decided, and its place in the order. */
  record HeldCreate(
      DesiredRecord record,
      @Nullable Entry known,
      int generation,
      List<WriteIntent> open,
      int severity,
      int ofDevice,
      int ofSite,
      int number) {
    /** Where nothing is capped. */
    static HeldCreate first(
        DesiredRecord record, @Nullable Entry known, int generation, List<WriteIntent> open) {
      return new HeldCreate(record, known, generation, open, 0, 0, 0, 0);
    }

    /** The same for another record that shares the counterpart. */
    private HeldCreate with(DesiredRecord later) {
      return new HeldCreate(
          later.besides(record), known, generation, open, severity, ofDevice, ofSite, number);
    }
  }

  int size() {
    return waiting.size();
  }

  boolean has(String key) {
    return byKey.containsKey(key);
  }

  /** Takes a create in, where it is among the best so many; the last of these gives way. */
  void add(
      Cycle cycle,
      DesiredRecord record,
      @Nullable Entry known,
      int generation,
      List<WriteIntent> open,
      int most) {
    HeldCreate before = byKey.get(record.key());
    if (before != null) {
      waiting.remove(before);
      put(before.with(record));
      return;
    }
    int severity = record.severity().ordinal();
    String device = record.device();
    put(
        new HeldCreate(
            record,
            known,
            generation,
            open,
            severity,
            devices.next(severity, device == null ? record.key() : device),
            sites.next(severity, record.site()),
            number++));
    while (waiting.size() > Math.max(0, most)) {
      HeldCreate last = waiting.pollLast();
      if (last != null) {
        byKey.remove(last.record().key());
        cycle.tally().add(Heading.HELD, last.record().key());
      }
    }
  }

  private void put(HeldCreate one) {
    waiting.add(one);
    byKey.put(one.record().key(), one);
  }

  /**
   * Lets them go, best first; but before the others one of each of some sites: that the target
   * refuses all of one site is no sign that it refuses all.
   */
  List<HeldCreate> release() {
    List<HeldCreate> first = new ArrayList<>();
    List<HeldCreate> rest = new ArrayList<>();
    Set<String> tried = new HashSet<>();
    for (HeldCreate one : waiting) {
      boolean firstOfSite = tried.size() < SITES_FIRST && tried.add(one.record().site());
      (firstOfSite ? first : rest).add(one);
    }
    first.addAll(rest);
    waiting.clear();
    byKey.clear();
    return first;
  }
}
