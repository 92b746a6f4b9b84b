package dev.caravan.cycle;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The cycles under way in this process, by sync. Thread-safe. */
public final class Cycles {
  private final Map<String, Cycle> current = new ConcurrentHashMap<>();

  void begin(Cycle cycle) {
    current.put(cycle.sync(), cycle);
  }

  void end(Cycle cycle) {
    current.remove(cycle.sync(), cycle);
  }

  /**
   * @throws IllegalStateException when no cycle of that sync is under way
   */
  public Cycle current(String sync) {
    return find(sync)
        .orElseThrow(
            () -> new IllegalStateException("No cycle of %s is under way".formatted(sync)));
  }

  /** Empty where something is asked beside a cycle, as check does. */
  public Optional<Cycle> find(String sync) {
    return Optional.ofNullable(current.get(sync));
  }
}
