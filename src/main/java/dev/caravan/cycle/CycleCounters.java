package dev.caravan.cycle;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What happened to the records of one cycle; each record counts once under each heading.
 * Thread-safe.
 */
public final class CycleCounters {
  /** The headings of a cycle's report. */
  public enum Heading {
    CREATED,
    UPDATED,
    CLOSED,
    FAILED,
    IN_DOUBT,
    HELD,
    /** Sites, not records. */
    UNMAPPED,
    /** A person had ended the counterpart; reported as unchanged. */
    ENDED,
    /** Changes that could not be sent although the cycle went on; the next one does it. */
    UNSENT,
    /** Creates that were handed to the sink; not reported. */
    PLANNED
  }

  private final Map<Heading, Set<String>> keys = new EnumMap<>(Heading.class);

  private final AtomicInteger unchanged = new AtomicInteger();

  /** By kind of write, how many the target accepted. */
  private final Map<String, AtomicInteger> accepted = new ConcurrentHashMap<>();

  /** Since when records that have no counterpart yet are there, by their source's clock. */
  private final Map<String, Instant> opened = new ConcurrentHashMap<>();

  private final Queue<Duration> waits = new ConcurrentLinkedQueue<>();

  public CycleCounters() {
    for (Heading heading : Heading.values()) {
      keys.put(heading, ConcurrentHashMap.newKeySet());
    }
  }

  public void add(Heading heading, String key) {
    keys(heading).add(key);
  }

  public void remove(Heading heading, String key) {
    keys(heading).remove(key);
  }

  public boolean has(Heading heading, String key) {
    return keys(heading).contains(key);
  }

  public int count(Heading heading) {
    return keys(heading).size();
  }

  /** Counts a record that agrees with its counterpart; there are too many of them to name. */
  public void addUnchanged() {
    unchanged.incrementAndGet();
  }

  public int unchanged() {
    return unchanged.get();
  }

  /** Counts a write that the target accepted. */
  public void accepted(String op) {
    accepted.computeIfAbsent(op, any -> new AtomicInteger()).incrementAndGet();
  }

  /** Writes that the target accepted, by their kind. */
  Map<String, Integer> accepted() {
    Map<String, Integer> counts = new TreeMap<>();
    accepted.forEach((op, count) -> counts.put(op, count.get()));
    return counts;
  }

  /** A counterpart is going to be created for a record that its source says is there since then. */
  public void waitsSince(String key, Instant openedAt) {
    opened.put(key, openedAt);
  }

  /** The record has its counterpart. */
  public void waitedUntil(String key, Instant created) {
    Instant since = opened.remove(key);
    if (since != null) {
      waits.add(Duration.between(since, created));
    }
  }

  /** How long records that say since when they are there waited for their counterparts. */
  List<Duration> waits() {
    return List.copyOf(waits);
  }

  private Set<String> keys(Heading heading) {
    return Objects.requireNonNull(keys.get(heading));
  }
}
