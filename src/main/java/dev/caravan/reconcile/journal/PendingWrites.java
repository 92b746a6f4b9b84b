package dev.caravan.reconcile.journal;

import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Op;
import dev.caravan.ledger.WriteIntent;
import dev.caravan.reconcile.journal.WriteOutcome.Result;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The writes of one cycle that have no conclusion yet. Answers may come from any thread; what is
 * taken out is taken by one thread at a time.
 */
final class PendingWrites {
  private static final long NOTHING_WAITS = Long.MIN_VALUE;

  private final Map<Long, WriteIntent> open = new ConcurrentHashMap<>();
  private final Map<Long, Boolean> begun = new ConcurrentHashMap<>();
  private final Queue<WriteOutcome> answers = new ConcurrentLinkedQueue<>();
  private final Queue<WriteOutcome> keptBack = new ConcurrentLinkedQueue<>();
  private volatile RejectionBreaker refusals = new RejectionBreaker(0);

  /** New entries whose create is on its way, by key: nobody else can have changed them. */
  private final Map<String, Entry> fresh = new ConcurrentHashMap<>();

  /** All that is being written, by its number. */
  private final Map<Long, PlannedChange> changes = new ConcurrentHashMap<>();

  private final AtomicLong waitingSince = new AtomicLong(NOTHING_WAITS);
  private volatile boolean announced;
  private volatile long last;

  void intended(List<WriteIntent> steps, List<PlannedChange> planned, Map<String, Entry> inserts) {
    for (int i = 0; i < steps.size(); i++) {
      WriteIntent step = steps.get(i);
      open.put(step.step(), step);
      last = step.step();
      changes.put(step.step(), planned.get(i));
      Entry entry = step.op() == Op.CREATE ? inserts.get(step.key()) : null;
      if (entry != null) {
        fresh.put(step.key(), entry);
      }
    }
  }

  /** The number of the last write; 0 before the first. */
  long last() {
    return last;
  }

  /**
   * No record is written twice at once: neither would know of the other.
   *
   * @throws IllegalStateException when a change's record has a write that is on its way
   */
  void requireApart(List<PlannedChange> changes) {
    Set<String> keys = new HashSet<>();
    open.values().forEach(step -> keys.add(step.key()));
    for (PlannedChange change : changes) {
      if (change.op() != Op.DOUBLE && keys.contains(change.entry().key())) {
        throw new IllegalStateException(
            "%s is being written still; nothing more is sent for it in this cycle"
                .formatted(change.entry().key()));
      }
    }
  }

  void announced() {
    announced = true;
  }

  void begun(long step) {
    begun.put(step, true);
  }

  void answered(Collection<WriteOutcome> more) {
    answers.addAll(more);
  }

  void keepBack(WriteOutcome answer) {
    keptBack.add(answer);
  }

  List<WriteOutcome> keptBack() {
    List<WriteOutcome> all = new ArrayList<>();
    for (WriteOutcome one = keptBack.poll(); one != null; one = keptBack.poll()) {
      all.add(one);
    }
    return all;
  }

  /** Whether all that is waiting is good news, which may be written down a little later. */
  boolean allIsWell() {
    return answers.stream().allMatch(answer -> answer.result() == Result.DONE);
  }

  /** Whether nothing was waiting before; from now on something is. */
  boolean beginsToWait(long now) {
    return waitingSince.compareAndSet(NOTHING_WAITS, now);
  }

  /** For how long the first of the waiting answers has waited, in nanoseconds. */
  long waitedFor(long now) {
    long since = waitingSince.get();
    return since == NOTHING_WAITS ? 0 : now - since;
  }

  /** Gives every write up to that number that has no answer the one that is safe. */
  void settle(long upTo) {
    Map<Long, Boolean> answered = new ConcurrentHashMap<>();
    answers.forEach(answer -> answered.put(answer.step(), true));
    List<WriteOutcome> rest = new ArrayList<>();
    for (WriteIntent step : open.values()) {
      if (step.step() <= upTo && !answered.containsKey(step.step())) {
        boolean notSent = !wasSent(step);
        rest.add(
            new WriteOutcome(
                step.key(),
                step.step(),
                notSent ? Result.NOT_SENT : Result.IN_DOUBT,
                null,
                notSent ? "the cycle stopped before it" : "the sink did not say what became of it",
                false));
      }
    }
    answers.addAll(rest);
  }

  /** Takes the answers that can be concluded now; a second answer to a write is ignored. */
  Map<WriteOutcome, WriteIntent> take() {
    Map<WriteOutcome, WriteIntent> batch = new LinkedHashMap<>();
    waitingSince.set(NOTHING_WAITS);
    for (WriteOutcome answer = answers.poll(); answer != null; answer = answers.poll()) {
      WriteIntent step = open.remove(answer.step());
      if (step != null) {
        batch.put(answer, step);
      }
    }
    return refusals.sift(batch, this::wasSent);
  }

  /** What was still kept back when the cycle ended. */
  Map<WriteOutcome, WriteIntent> takeLast() {
    return refusals.atEnd();
  }

  /** So many cycles in a row before this one had their first creates refused. */
  void refusedBefore(int cycles) {
    refusals = new RejectionBreaker(cycles);
  }

  RejectionBreaker refusals() {
    return refusals;
  }

  /** The entry that a write was made for, as it was then, until its conclusion is committed. */
  Optional<Entry> entryOf(WriteIntent step) {
    return Optional.ofNullable(changes.get(step.step())).map(PlannedChange::entry);
  }

  /** What was sent, until its conclusion is committed. */
  String payloadOf(WriteIntent step) {
    PlannedChange change = changes.get(step.step());
    return change == null ? step.payload() : change.payloadOf(step);
  }

  /** Their conclusions are committed. */
  void concluded(Collection<WriteIntent> steps) {
    steps.forEach(step -> changes.remove(step.step()));
  }

  Map<String, Entry> fresh() {
    return fresh;
  }

  private boolean wasSent(WriteIntent step) {
    return !announced || begun.containsKey(step.step());
  }
}
