package dev.caravan.observe;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;

/** The values of one gauge, by their labels. Not thread-safe. */
final class GaugeSamples {
  private final GaugeSnapshot.Builder values = GaugeSnapshot.builder();

  GaugeSamples(String name, String help) {
    values.name(name).help(help);
  }

  /**
   * Adds a value.
   *
   * @param labels names and values, in turn
   */
  GaugeSamples with(double value, String... labels) {
    values.dataPoint(
        GaugeDataPointSnapshot.builder().value(value).labels(Labels.of(labels)).build());
    return this;
  }

  GaugeSnapshot snapshot() {
    return values.build();
  }
}
