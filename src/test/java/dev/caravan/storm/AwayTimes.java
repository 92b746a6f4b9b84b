package dev.caravan.storm;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How often each alert has been seen to be away: two tickets that were opened for it without that
 * it was away in between are one too many, whatever their generations.
 */
final class AwayTimes {
  private final Map<String, Integer> times = new HashMap<>();
  private final Set<String> away = new HashSet<>();
  private final Map<String, Long> ticketOf = new HashMap<>();

  /** The alerts as they are now. */
  void look(Set<String> known, Set<String> open) {
    for (String key : known) {
      if (open.contains(key)) {
        away.remove(key);
      } else if (away.add(key)) {
        times.merge(key, 1, Integer::sum);
      }
    }
  }

  /**
   * A ticket was opened for an alert since the last look.
   *
   * @return the ticket that was opened for it before, although it was not away since; else its own
   */
  long opened(String key, long ticket) {
    Long before = ticketOf.putIfAbsent(key + "/" + times.getOrDefault(key, 0), ticket);
    return before == null ? ticket : before;
  }

  /** A ticket counts as never opened. */
  void forget(String key, long ticket) {
    ticketOf
        .entrySet()
        .removeIf(one -> one.getKey().startsWith(key + "/") && one.getValue() == ticket);
  }
}
