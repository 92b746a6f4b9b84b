package dev.caravan.reconcile.record;

import java.util.HashMap;
import java.util.Map;

/**
 * Gives out turns, so that no group takes all of what is capped: the first of each group comes
 * before the second of any. Not thread-safe.
 */
public final class Turns {
  private final Map<String, Integer> given = new HashMap<>();

  /** How many of that group had a turn before, of the same severity. */
  public int next(int severity, String group) {
    return given.merge(severity + "/" + group, 1, Integer::sum) - 1;
  }
}
