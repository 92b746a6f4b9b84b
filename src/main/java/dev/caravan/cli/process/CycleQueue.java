package dev.caravan.cli.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Which sync has its turn when: so many cycles at a time, alerts before inventory. Inventory runs
 * in places that alerts leave free, at most one cycle an account; one such cycle may always run,
 * and none ever takes a place from alerts. A cycle that waits for its vendor, as its length shows,
 * leaves its place to another. Among equals the one that is due for longest comes first. Moments
 * are nanoseconds of a monotonic clock; no time of its own, no threads. Not thread-safe.
 */
final class CycleQueue {
  /** The longest time over which the first cycles are spread, and between two of them. */
  private static final Duration LONGEST_SPREAD = Duration.ofSeconds(30);

  private static final Duration LONGEST_STEP = Duration.ofSeconds(1);

  /** Whoever takes longer waits for a vendor or for its limit, and for the processor no more. */
  private static final Duration LONGEST_AT_WORK = Duration.ofSeconds(10);

  /** What all that run hold in memory has an end. */
  private static final int MOST_TIMES = 4;

  private final int parallel;
  private final Map<String, QueuedSync> places = new LinkedHashMap<>();

  /** A sync, and when it is due unless its cycle runs, or else when that began. */
  private static final class QueuedSync {
    final ScheduledSync sync;
    long dueNanos;
    boolean running;
    long begunNanos;
    boolean waitedLast;

    QueuedSync(ScheduledSync sync, long dueNanos) {
      this.sync = sync;
      this.dueNanos = dueNanos;
    }

    boolean isAtWork(long nowNanos) {
      return running && !waitedLast && isBrief(nowNanos);
    }

    boolean isBrief(long nowNanos) {
      return nowNanos - begunNanos < LONGEST_AT_WORK.toNanos();
    }
  }

  /**
   * @param parallel alert cycles at a time, at least 1
   */
  CycleQueue(int parallel) {
    this.parallel = parallel;
  }

  /**
   * Every sync, in the order of names: the first at once, the others evenly over half of their
   * interval at most.
   */
  static CycleQueue of(Collection<ScheduledSync> syncs, int parallel, long nowNanos) {
    CycleQueue queue = new CycleQueue(parallel);
    List<ScheduledSync> inOrder = new ArrayList<>(syncs);
    inOrder.sort(Comparator.comparing(ScheduledSync::name));
    for (int i = 0; i < inOrder.size(); i++) {
      ScheduledSync sync = inOrder.get(i);
      Duration spread = shorter(sync.every().dividedBy(2), LONGEST_SPREAD);
      Duration step = shorter(spread.dividedBy(inOrder.size()), LONGEST_STEP);
      queue.add(sync, nowNanos + step.toNanos() * i);
    }
    return queue;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  void add(ScheduledSync sync, long dueNanos) {
    places.put(sync.name(), new QueuedSync(sync, dueNanos));
  }

  /** The sync whose cycle begins now; it runs from then on. Empty when none may begin. */
  Optional<ScheduledSync> begin(long nowNanos) {
    QueuedSync next = first(nowNanos);
    if (next == null) {
      return Optional.empty();
    }
    next.running = true;
    next.begunNanos = nowNanos;
    return Optional.of(next.sync);
  }

  private @Nullable QueuedSync first(long nowNanos) {
    Running running = new Running(nowNanos);
    QueuedSync first = null;
    for (QueuedSync place : places.values()) {
      if (isDue(place, nowNanos)
          && running.admits(place.sync)
          && (first == null || isBefore(place, first))) {
        first = place;
      }
    }
    return first;
  }

  private static boolean isDue(QueuedSync place, long nowNanos) {
    return !place.running && place.dueNanos - nowNanos <= 0;
  }

  /** What runs at a moment. */
  private final class Running {
    private int alerts;
    private int alertsAtWork;
    private int inventoryAtWork;
    private final List<String> inventory = new ArrayList<>();

    Running(long nowNanos) {
      for (QueuedSync place : places.values()) {
        if (place.running) {
          count(place, place.isAtWork(nowNanos) ? 1 : 0);
        }
      }
    }

    private void count(QueuedSync place, int atWork) {
      if (place.sync.alerts()) {
        alerts++;
        alertsAtWork += atWork;
      } else {
        inventory.add(place.sync.account());
        inventoryAtWork += atWork;
      }
    }

    boolean admits(ScheduledSync sync) {
      if (sync.alerts()) {
        return alertsAtWork < parallel && alerts < MOST_TIMES * parallel;
      }
      boolean free = inventoryAtWork == 0 || alertsAtWork + inventoryAtWork < parallel;
      return free && inventory.size() < parallel && !inventory.contains(sync.account());
    }
  }

  private static boolean isBefore(QueuedSync one, QueuedSync other) {
    return one.sync.alerts() == other.sync.alerts()
        ? one.dueNanos - other.dueNanos < 0
        : one.sync.alerts();
  }

  /** The cycle of a sync is over; when the next one is due. */
  void ended(ScheduledSync sync, long nowNanos, long dueNanos) {
    QueuedSync place = places.get(sync.name());
    if (place == null || !place.running) {
      return;
    }
    place.running = false;
    place.waitedLast = !place.isBrief(nowNanos);
    place.dueNanos = dueNanos;
  }

  /**
   * The next moment at which a sync that waits for its time becomes due, or one that waits for a
   * place may have another's; empty when neither comes.
   */
  OptionalLong nextDue(long nowNanos) {
    boolean oneWaits = places.values().stream().anyMatch(place -> isDue(place, nowNanos));
    return places.values().stream()
        .filter(place -> !place.running || (oneWaits && place.isAtWork(nowNanos)))
        .mapToLong(
            place ->
                place.running
                    ? place.begunNanos + LONGEST_AT_WORK.toNanos() - nowNanos
                    : place.dueNanos - nowNanos)
        .filter(wait -> wait > 0)
        .min();
  }
}
