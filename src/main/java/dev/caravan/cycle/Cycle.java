package dev.caravan.cycle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.lock.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One pass of a sync, in memory. Pages pass one after the other; the writes of a page may run side
 * by side, so what they touch is thread-safe.
 */
public final class Cycle {
  /** The Date header counts whole seconds, and its way takes time: less is no difference. */
  private static final Duration SAME_TIME = Duration.ofSeconds(3);

  private final String sync;
  private final long number;
  private final Instant startedAt;
  private final int acceptCloses;
  private final @Nullable Lease lease;
  private final Set<String> seen = new HashSet<>();
  private final Set<String> seenShared = new HashSet<>();
  private final CycleCounters tally = new CycleCounters();
  private final AtomicInteger unchanged = new AtomicInteger();
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
  private final List<ObjectNode> planned = new ArrayList<>();
  private final Map<String, String> notes = new ConcurrentSkipListMap<>();
  private final AtomicInteger unanswered = new AtomicInteger();
  private final AtomicInteger missing = new AtomicInteger();
  private volatile boolean met;
  private volatile Duration targetIsAhead = Duration.ZERO;
  private @Nullable String guard;
  private int pages;
  private boolean complete;
  private boolean changesOnly;
  private @Nullable Runnable whenSettled;

  /**
   * @param lease the right to write; a cycle without one is a plan
   * @param acceptCloses how many closes that nothing confirmed the operator lets through
   */
  public Cycle(
      String sync, long number, Instant startedAt, @Nullable Lease lease, int acceptCloses) {
    this.sync = sync;
    this.number = number;
    this.startedAt = startedAt;
    this.lease = lease;
    this.acceptCloses = acceptCloses;
  }

  public String sync() {
    return sync;
  }

  /** From 1; for a plan the number that the cycle would have. */
  public long number() {
    return number;
  }

  public Instant startedAt() {
    return startedAt;
  }

  public int acceptCloses() {
    return acceptCloses;
  }

  /** Whether this pass only shows what it would do. */
  public boolean planning() {
    return lease == null;
  }

  /** Notes that the source listed a record; false when it did so before in this cycle. */
  public boolean see(String key) {
    return seen.add(key);
  }

  /** Notes that a record of an entry that several share was listed; false when one was before. */
  public boolean seeShared(String key) {
    return seenShared.add(key);
  }

  /** Whether the source listed the record, or one of those that share that entry. */
  public boolean hasSeen(String key) {
    return seen.contains(key) || seenShared.contains(key);
  }

  /** Distinct records that the source listed. */
  public int read() {
    return seen.size();
  }

  public CycleCounters tally() {
    return tally;
  }

  public AtomicInteger unchanged() {
    return unchanged;
  }

  /** The changes that a plan found, in order. */
  public List<ObjectNode> planned() {
    return planned;
  }

  /** Keeps a sentence for the operator; a later one on the same topic takes its place. */
  public void note(String topic, String sentence) {
    notes.put(topic, sentence);
  }

  public List<String> notes() {
    return List.copyOf(notes.values());
  }

  /**
   * This pass lists only what has changed: nothing follows from what it does not list, and no page
   * of it is the last one for the steps behind.
   */
  public void listsChangesOnly() {
    changesOnly = true;
  }

  public boolean isOfChangesOnly() {
    return changesOnly;
  }

  /**
   * Does this once the cycle is over and has left nothing for a later one: every record that it
   * listed agrees with its counterpart, or is a dead letter. A plan never gets there.
   */
  public void whenSettled(Runnable then) {
    whenSettled = then;
  }

  void settled() {
    if (whenSettled != null) {
      whenSettled.run();
    }
  }

  /** Notes a page that went through all steps. */
  void pageDone(boolean last) {
    pages++;
    complete |= last;
  }

  /** Pages that went through all steps. */
  public int pages() {
    return pages;
  }

  /** Whether the last page went through, so that absence means something. */
  boolean complete() {
    return complete;
  }

  /** Stops the cycle: no further write begins. The first reason counts. */
  public void abort(RuntimeException reason) {
    failure.compareAndSet(null, reason);
  }

  public Optional<RuntimeException> failure() {
    return Optional.ofNullable(failure.get());
  }

  /** Compares the target's clock, as it says itself, with ours. */
  public void targetClock(Instant theirs, Instant ours) {
    Duration ahead = Duration.between(ours, theirs);
    targetIsAhead = ahead.abs().compareTo(SAME_TIME) < 0 ? Duration.ZERO : ahead;
  }

  /** What the target's clock shows at a moment of ours; what it stamps is searched for by that. */
  public Instant targetTime(Instant ours) {
    return ours.plus(targetIsAhead);
  }

  /** Notes that the target said nothing useful to a write; how many times in a row it has not. */
  public int unanswered() {
    return unanswered.incrementAndGet();
  }

  /** Notes that the target accepted or refused a write. */
  public void answered() {
    unanswered.set(0);
  }

  /** Notes that the target showed a counterpart of ours. */
  public void met() {
    met = true;
  }

  /** Whether the target showed any counterpart of ours. */
  public boolean hasMet() {
    return met;
  }

  /** Notes that the target did not know so many counterparts; how many it did not know so far. */
  public int missing(int more) {
    return missing.addAndGet(more);
  }

  /** Says that a safety guard holds something back, and why. */
  public void guard(String sentence) {
    guard = sentence;
  }

  public Optional<String> guarded() {
    return Optional.ofNullable(guard);
  }

  /**
   * To be called before each write to a target.
   *
   * @throws RuntimeException when the cycle was aborted, plans only, or has lost its lock
   */
  public void requireWritable() {
    RuntimeException reason = failure.get();
    if (reason != null) {
      throw new CycleStopped(reason);
    }
    if (lease == null) {
      throw new IllegalStateException("A plan writes nothing");
    }
    lease.require();
  }
}
