package dev.caravan.cycle;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

  private Set<String> keys(Heading heading) {
    return Objects.requireNonNull(keys.get(heading));
  }
}
