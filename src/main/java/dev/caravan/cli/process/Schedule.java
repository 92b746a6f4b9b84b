package dev.caravan.cli.process;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.CycleTurn;
import dev.caravan.cycle.Outcome;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.thread.DaemonThreads;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the cycles of every loaded sync, some at a time, until the process is asked to end. Time is
 * the monotonic clock's. Whatever a cycle or its report throws, the sync has its next turn; but for
 * the end of memory, with which the process ends.
 */
public final class Schedule {
  private static final Logger LOG = LoggerFactory.getLogger(Schedule.class);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(22);

  /** A lock that is not given back is free after three of these. */
  private static final Duration LONGEST_STANDBY = Duration.ofSeconds(10);

  /** A process that stands by lets the one that ran the last cycle go first. */
  private static final int COURTESY = 20;

  private final ScheduledCycles cycles;
  private final int parallel;
  private final LongSupplier nanos;
  private final InstantSource clock;
  private final StopRequest stop;
  private final Consumer<CycleReport> every;
  private final Consumer<CycleReport> news;
  private final ExecutorService workers =
      Executors.newCachedThreadPool(new DaemonThreads("caravan-cycle"));

  /** The syncs whose last cycle was aborted; that a vendor is still down is no news of them. */
  private final Set<String> aborted = ConcurrentHashMap.newKeySet();

  /** The syncs whose last cycle was this process's. */
  private final Set<String> own = ConcurrentHashMap.newKeySet();

  /** The syncs that another process was seen to run since this one last did, which is said once. */
  private final Set<String> standingBy = ConcurrentHashMap.newKeySet();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /**
   * @param parallel cycles of alerts at a time
   * @param every learns how each cycle ended; several calls at a time
   * @param news learns how those cycles ended of which something is to be told; one call at a time
   */
  public Schedule(
      CaravanRuntime caravan,
      int parallel,
      StopRequest stop,
      Consumer<CycleReport> every,
      Consumer<CycleReport> news) {
    this(
        ScheduledCycles.of(caravan),
        parallel,
        System::nanoTime,
        InstantSource.system(),
        stop,
        every,
        news);
  }

  Schedule(
      ScheduledCycles cycles,
      int parallel,
      LongSupplier nanos,
      InstantSource clock,
      StopRequest stop,
      Consumer<CycleReport> every,
      Consumer<CycleReport> news) {
    this.cycles = cycles;
    this.parallel = parallel;
    this.nanos = nanos;
    this.clock = clock;
    this.stop = stop;
    this.every = every;
    this.news = news;
  }

  /** Returns when the process was asked to end and no cycle is under way any more. */
  public void runUntilStopped() throws InterruptedException {
    CycleQueue queue = CycleQueue.of(cycles.syncs(), parallel, nanos.getAsLong());
    stop.then(this::wake);
    while (!stop.isAsked()) {
      begin(queue);
    }
    cycles.stop();
    workers.shutdown();
    if (!workers.awaitTermination(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.warn("A cycle is still under way; the next process goes on from where it is cut");
    }
  }

  private void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Begins every cycle whose turn it is, then waits for the next turn. */
  private void begin(CycleQueue queue) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Optional<ScheduledSync> next = queue.begin(nanos.getAsLong());
      while (next.isPresent()) {
        ScheduledSync sync = next.get();
        workers.execute(() -> work(queue, sync));
        next = queue.begin(nanos.getAsLong());
      }
      long wait = queue.nextDue(nanos.getAsLong()).orElse(Long.MAX_VALUE);
      if (!stop.isAsked()) {
        changed.awaitNanos(wait);
      }
    } finally {
      lock.unlock();
    }
  }

  private void work(CycleQueue queue, ScheduledSync sync) {
    long due = nanos.getAsLong() + sync.every().toNanos();
    try {
      Thread.currentThread().setName(sync.name());
      CycleTurn turn = cycles.turn(sync.name());
      due = due(sync, turn);
      tell(sync, turn);
    } catch (RuntimeException | Error e) {
      OutOfMemory.endProcessAfter(e);
      LOG.error("A cycle of {} or its report failed; the next one comes", sync.name(), e);
    } finally {
      ended(queue, sync, due);
    }
  }

  private void ended(CycleQueue queue, ScheduledSync sync, long due) {
    lock.lock();
    try {
      queue.ended(sync, nanos.getAsLong(), due);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** When the sync has its next turn. */
  private long due(ScheduledSync sync, CycleTurn turn) {
    long now = nanos.getAsLong();
    if (turn instanceof CycleTurn.NotDue early) {
      Duration after = own.contains(sync.name()) ? Duration.ZERO : sync.every().dividedBy(COURTESY);
      return now + early.rest().plus(after).toNanos();
    }
    if (turn instanceof CycleTurn.Ran ran) {
      long next = ran.begunNanos() + sync.every().toNanos();
      long resume = ran.report().resumeAt() == null ? next : now + untilMoment(ran.report());
      return Math.max(next - now, resume - now) + now;
    }
    Duration wait = sync.every().compareTo(LONGEST_STANDBY) < 0 ? sync.every() : LONGEST_STANDBY;
    return now + wait.toNanos();
  }

  /** A vendor names the end of a pause by the wall clock. */
  private long untilMoment(CycleReport parked) {
    return Duration.between(clock.instant(), parked.resumeAt()).toNanos();
  }

  private void tell(ScheduledSync sync, CycleTurn turn) {
    if (turn instanceof CycleTurn.Ran ran) {
      own.add(sync.name());
      standingBy.remove(sync.name());
      every.accept(ran.report());
      boolean known = ran.report().heldBack() && aborted.contains(sync.name());
      if (ran.report().outcome() == Outcome.ABORTED) {
        aborted.add(sync.name());
      } else {
        aborted.remove(sync.name());
      }
      if (!known) {
        tell(ran.report());
      }
    } else if (turn instanceof CycleTurn.HeldElsewhere elsewhere) {
      own.remove(sync.name());
      if (standingBy.add(sync.name())) {
        LOG.info("{}; this process stands by", elsewhere.sentence());
      }
    }
  }

  /** A cycle that was cut short by the end of the process is no news. */
  private synchronized void tell(CycleReport report) {
    if (!stop.isAsked()) {
      news.accept(report);
    }
  }
}
