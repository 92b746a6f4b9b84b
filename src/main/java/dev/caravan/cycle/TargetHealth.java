package dev.caravan.cycle;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How the target of a cycle behaves: its clock, its silence, and what it knows. Thread-safe. */
public final class TargetHealth {
  /** The Date header counts whole seconds, and its way takes time: less is no difference. */
  public static final Duration SAME_TIME = Duration.ofSeconds(3);

  private final AtomicInteger unanswered = new AtomicInteger();
  private final Set<Long> timedOut = ConcurrentHashMap.newKeySet();
  private volatile boolean met;
  private volatile Duration ahead = Duration.ZERO;

  TargetHealth() {}

  /** Compares the target's clock, as it says itself, with ours. */
  public void clock(Instant theirs, Instant ours) {
    Duration difference = Duration.between(ours, theirs);
    ahead = difference.abs().compareTo(SAME_TIME) < 0 ? Duration.ZERO : difference;
  }

  /** What the target's clock shows at a moment of ours; what it stamps is searched for by that. */
  public Instant time(Instant ours) {
    return ours.plus(ahead);
  }

  /** Notes that the target said nothing useful to a write; how many times in a row it has not. */
  public int unanswered() {
    return unanswered.incrementAndGet();
  }

  /** Notes that the target accepted or refused a write. */
  public void answered() {
    unanswered.set(0);
  }

  /** Notes that a write got no answer in time: the target may be at work on it still. */
  public void timedOut(long step) {
    timedOut.add(step);
  }

  public boolean hasTimedOut(long step) {
    return timedOut.contains(step);
  }

  /** Notes that the target showed a counterpart of ours. */
  public void met() {
    met = true;
  }

  /** Whether the target showed any counterpart of ours. */
  public boolean hasMet() {
    return met;
  }
}
