/** A Prometheus that watches a running process with the shipped alerts and dashboard. */
@org.jspecify.annotations.NullMarked
package dev.caravan.monitoring;
