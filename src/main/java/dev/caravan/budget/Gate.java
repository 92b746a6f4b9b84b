package dev.caravan.budget;

import dev.caravan.budget.Window.Acquisition;
import dev.caravan.budget.Window.Opening;
import dev.caravan.budget.Window.UnusedPermits;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the calls of this process wait for one bucket. One of them, the leader, asks the store for
 * all, sleeps until the first turn and hands out what is admitted in the order of urgency; a call
 * that arrives makes it ask again. So there is at most one transaction for each arrival and each
 * turn, however many wait. Thread-safe.
 */
final class Gate {
  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

  /** By how much longer a permit holds than the one before that was too old when it came. */
  private static final int LONGER = 4;

  private final Window window;
  private final BucketPolicy terms;
  private final StoreTime time;
  private final String bucket;
  private final Rivals rivals;

  private final ReentrantLock lock = new ReentrantLock();
  private final WaitingCalls queue = new WaitingCalls();
  private final PermitLease inAdvance = new PermitLease();
  private final GateFigures figures = new GateFigures();
  private @Nullable Waiter leader;
  private boolean askAgain;
  private boolean closed;
  private int reconsidered;
  private int held;
  private volatile int holds;
  private long lastTakenMillis = Long.MIN_VALUE / 2;

  Gate(Window window, BucketPolicy terms, StoreTime time, String bucket, Rivals rivals) {
    this.rivals = rivals;
    this.window = window;
    this.terms = terms;
    this.time = time;
    this.bucket = bucket;
  }

  /**
   * Waits until one call of that class is admitted.
   *
   * @throws RateLimitedUntil at once when the wait would be too long
   * @throws BudgetClosed when the gate is closed, or the thread interrupted, before that
   */
  SendPermit acquire(Priority priority) {
    AdmittedCall call = new AdmittedCall(this, priority, admitted(priority));
    figures.countSent();
    return call;
  }

  /**
   * A permit that is not stale. A machine that holds up each try gets one that holds and counts for
   * longer, so that it makes progress and breaks no limit.
   */
  private Permit admitted(Priority priority) {
    long arrived = time.now();
    long life = terms.permitMillis();
    try {
      // A call whose thread was held up after its admission may meet a full window by now.
      Permit pass = admit(priority, arrived, life);
      while (isStale(pass)) {
        discard(pass);
        life = Math.max(terms.binMillis(), life * LONGER);
        pass = admit(priority, arrived, life);
      }
      return pass;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BudgetClosed(terms.name(), bucket);
    } finally {
      figures.countWait(time.now() - arrived);
      rivals.fewer();
    }
  }

  /**
   * An admission.
   *
   * @param untilMillis the last moment at which it may be used
   * @param counted where it is counted, to be given back when it is not used
   * @param holds how often the gate had been held before
   */
  record Permit(long untilMillis, UnusedPermits counted, int holds) {}

  /** Another permit in the place of one that is stale. */
  Permit renewed(Permit pass, Priority priority) {
    if (!isStale(pass)) {
      return pass;
    }
    discard(pass);
    return admitted(priority);
  }

  private boolean isStale(Permit pass) {
    return pass.holds() != holds || time.now() > pass.untilMillis();
  }

  /** Given back, since nobody sent it. */
  void discard(Permit pass) {
    lock.lock();
    try {
      inAdvance.giveBack(pass.counted());
    } finally {
      lock.unlock();
    }
  }

  private Permit admit(Priority priority, long arrived, long life) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      failIfClosed();
      long now = time.now();
      boolean atOnce = queue.isEmpty() && held == 0 && life == terms.permitMillis();
      UnusedPermits leased = atOnce ? inAdvance.next(now) : null;
      if (leased != null) {
        return new Permit(now + life, leased, holds);
      }
      Waiter waiter = queue.add(priority, arrived, life, lock.newCondition());
      askAgain();
      try {
        while (!waiter.decided()) {
          failIfClosed();
          if (leader == null) {
            lead(waiter);
          } else {
            waiter.wake.await();
          }
        }
      } finally {
        leave(waiter);
      }
      return waiter.pass();
    } finally {
      lock.unlock();
    }
  }

  private void lead(Waiter waiter) throws InterruptedException {
    leader = waiter;
    while (!waiter.decided() && !closed) {
      if (held > 0) {
        waiter.wake.await();
        continue;
      }
      askAgain = false;
      Acquisition taken = ask();
      if (!waiter.decided() && !askAgain && !closed) {
        // Not admitted and nobody came or left meanwhile: so there is a first turn.
        long sleepMillis = taken.turns().get(0).atMillis() - time.now();
        waiter.wake.await(Math.max(1, sleepMillis), TimeUnit.MILLISECONDS);
      }
    }
  }

  private Acquisition ask() {
    List<Waiter> waiting = queue.inOrder();
    List<UnusedPermits> back = inAdvance.drain();
    boolean busy = time.now() - lastTakenMillis <= terms.permitMillis();
    int before = reconsidered;
    int heldBefore = holds;
    Acquisition taken;
    lock.unlock();
    try {
      List<Priority> urgencies = waiting.stream().map(each -> each.priority).toList();
      long life = waiting.stream().mapToLong(each -> each.lifeMillis).max().orElse(0);
      taken = window.take(bucket, urgencies, life, busy, back, rivals);
    } finally {
      lock.lock();
    }
    lastTakenMillis = taken.nowMillis();
    inAdvance.renew(taken);
    if (reconsidered != before) {
      inAdvance.drop();
    }
    if (holds != heldBefore) {
      // Admitted before the pause that the store knows of by now, or will in a moment.
      inAdvance.giveBack(
          new UnusedPermits(taken.charged(), taken.binEndMillis(), taken.admitted()));
      askAgain = true;
      return taken;
    }
    handOut(taken, waiting);
    return taken;
  }

  private void handOut(Acquisition taken, List<Waiter> asked) {
    for (int i = 0; i < taken.admitted(); i++) {
      Waiter next = queue.first();
      // Someone more urgent may have come, someone less urgent has no right to it.
      if (next == null || next.priority.compareTo(asked.get(i).priority) > 0) {
        inAdvance.giveBack(
            new UnusedPermits(taken.charged(), taken.binEndMillis(), taken.admitted() - i));
        askAgain = true;
        break;
      }
      queue.remove(next);
      next.admit(
          new Permit(
              taken.untilMillis(),
              new UnusedPermits(taken.charged(), taken.binEndMillis(), 1),
              holds));
    }
    for (int i = 0; i < taken.turns().size(); i++) {
      Waiter waiter = asked.get(taken.admitted() + i);
      if (!waiter.decided()) {
        park(waiter, taken.turns().get(i));
      }
    }
  }

  private void park(Waiter waiter, Opening turn) {
    long patience = turn.byPause() ? terms.pausePatienceMillis() : terms.windowPatienceMillis();
    if (turn.atMillis() - waiter.arrivedMillis > patience) {
      queue.remove(waiter);
      String reason =
          turn.byPause() ? "the vendor asked us to pause" : "the limit is used up until then";
      waiter.park(new RateLimitedUntil(terms.name(), bucket, time.wall(turn.atMillis()), reason));
    }
  }

  private void leave(Waiter waiter) {
    if (queue.remove(waiter)) {
      askAgain = true;
    }
    if (leader == waiter) {
      leader = null;
    }
    Waiter next = queue.first();
    if (leader == null && next != null) {
      next.wake.signal();
    }
  }

  /** Who waits here; how many go before others may be asked without the gate's lock. */
  WaitingCalls waiting() {
    return queue;
  }

  /** Whoever waits here asks again: fewer may go before them. */
  void rivalsChanged() {
    lock.lock();
    try {
      askAgain();
    } finally {
      lock.unlock();
    }
  }

  private void askAgain() {
    askAgain = true;
    if (leader != null) {
      leader.wake.signal();
    }
  }

  private void failIfClosed() {
    if (closed) {
      throw new BudgetClosed(terms.name(), bucket);
    }
  }

  /** The vendor refused a call: nobody is admitted, and no permit holds, until {@link #release}. */
  void hold() {
    lock.lock();
    try {
      held++;
      holds++;
      inAdvance.drop();
    } finally {
      lock.unlock();
    }
  }

  /** The store knows of the pause. */
  void release() {
    lock.lock();
    try {
      held--;
      askAgain();
    } finally {
      lock.unlock();
    }
  }

  /** Something was said of the limits: whoever waits asks again, and nothing goes in advance. */
  void reconsider() {
    lock.lock();
    try {
      reconsidered++;
      inAdvance.drop();
      askAgain();
    } finally {
      lock.unlock();
    }
  }

  /** Wakes all who wait; they and all later ones fail with {@link BudgetClosed}. */
  void close() {
    List<UnusedPermits> back;
    lock.lock();
    try {
      closed = true;
      queue.wakeAll();
      back = inAdvance.drain();
    } finally {
      lock.unlock();
    }
    // Not under the lock, which others may ask for while they hold the account's row.
    if (!back.isEmpty()) {
      giveBack(back);
    }
  }

  private void giveBack(List<UnusedPermits> back) {
    try {
      window.giveBack(bucket, back);
    } catch (JdbiException e) {
      // They are counted for a window although nobody sends them: a loss, but no breach.
      LOG.debug("{}: calls taken in advance were not given back", terms.name(), e);
    }
  }

  String bucket() {
    return bucket;
  }

  GateFigures figures() {
    return figures;
  }

  /** Calls that the store still counts although nobody has sent them. */
  int notSent() {
    lock.lock();
    try {
      return inAdvance.countedAfter(time.now() - terms.spanMillis());
    } finally {
      lock.unlock();
    }
  }
}
