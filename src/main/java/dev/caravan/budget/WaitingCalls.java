package dev.caravan.budget;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * The calls that wait at one gate. Guarded by the gate's lock, but for how many there are, which
 * anybody may ask at any time.
 */
final class WaitingCalls {
  private final PriorityQueue<Waiter> queue = new PriorityQueue<>(Waiter.ORDER);
  private final AtomicIntegerArray classes = new AtomicIntegerArray(Priority.values().length);
  private long arrivals;

  Waiter add(Priority priority, long arrivedMillis, long lifeMillis, Condition wake) {
    Waiter waiter = new Waiter(priority, arrivals++, arrivedMillis, lifeMillis, wake);
    queue.add(waiter);
    classes.incrementAndGet(priority.ordinal());
    return waiter;
  }

  /** Whether it was waiting. */
  boolean remove(Waiter waiter) {
    boolean waited = queue.remove(waiter);
    if (waited) {
      classes.decrementAndGet(waiter.priority.ordinal());
    }
    return waited;
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  /** The one whose turn is next. */
  @Nullable Waiter first() {
    return queue.peek();
  }

  /** All of them, the one whose turn is next first. */
  List<Waiter> inOrder() {
    List<Waiter> waiting = new ArrayList<>(queue);
    waiting.sort(Waiter.ORDER);
    return waiting;
  }

  void wakeAll() {
    queue.forEach(waiter -> waiter.wake.signal());
  }

  /** How many go before a call of that class. */
  int moreUrgent(Priority than) {
    int before = 0;
    for (int i = 0; i < than.ordinal(); i++) {
      before += classes.get(i);
    }
    return before;
  }

  int count() {
    return classes.get(Priority.INVENTORY.ordinal()) + moreUrgent(Priority.INVENTORY);
  }
}
