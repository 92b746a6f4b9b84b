package dev.caravan.cycle;

import org.jspecify.annotations.Nullable;

/** What the component tells of a cycle to those who keep its memory. */
public interface CycleHooks {
  /** A cycle begins; earlier writes whose end is unknown are in doubt from now on. */
  void begun(Cycle cycle);

  /**
   * What the source says it is.
   *
   * @throws OperatorActionRequired when the ledger was begun with another one
   */
  void sourceIs(Cycle cycle, String identity);

  /** A page was compared, and is handed to the sink; the number of its last write, or a higher. */
  long compared(Cycle cycle);

  /**
   * A page went through all steps.
   *
   * @param body what the sink answered
   * @param upTo the page's writes, and those of the pages before, have no higher number
   */
  void answered(Cycle cycle, @Nullable Object body, long upTo);

  /** The cycle is over, however; writes without an answer are settled. */
  void ended(Cycle cycle);
}
