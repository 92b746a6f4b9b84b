package dev.caravan.cycle;

import java.time.Duration;

/** What came of it when a sync had its turn in a schedule. */
public sealed interface CycleTurn {
  /**
   * A cycle ran, or failed to begin.
   *
   * @param begunNanos when it began, by the monotonic clock
   */
  record Ran(CycleReport report, long begunNanos) implements CycleTurn {}

  /** The last cycle, whoever ran it, began too short a time ago. */
  record NotDue(Duration rest) implements CycleTurn {}

  /**
   * Another process runs a cycle of it at this moment.
   *
   * @param sentence which
   */
  record HeldElsewhere(String sentence) implements CycleTurn {}
}
