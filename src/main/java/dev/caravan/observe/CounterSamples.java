package dev.caravan.observe;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;

/** The values of one counter, by their labels. Not thread-safe. */
final class CounterSamples {
  private final CounterSnapshot.Builder values = CounterSnapshot.builder();

  /**
   * @param name without the ending _total, which is added
   */
  CounterSamples(String name, String help) {
    values.name(name).help(help);
  }

  /**
   * Adds a value.
   *
   * @param labels names and values, in turn
   */
  void with(double value, String... labels) {
    values.dataPoint(
        CounterDataPointSnapshot.builder().value(value).labels(Labels.of(labels)).build());
  }

  CounterSnapshot snapshot() {
    return values.build();
  }
}
