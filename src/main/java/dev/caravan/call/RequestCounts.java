package dev.caravan.call;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was asked of one account.
 *
 * @param sent HTTP requests that reached the vendor or may have, tokens and retries included
 * @param throttledMillis time spent waiting for the budget, the Throttler or after a 429
 * @param status429 answers that refused a call for its rate
 */
public record RequestCounts(long sent, long throttledMillis, long status429) {
  static final RequestCounts NONE = new RequestCounts(0, 0, 0);

  /** What was asked of each account between two moments. */
  public static Map<String, RequestCounts> between(
      Map<String, RequestCounts> before, Map<String, RequestCounts> now) {
    Map<String, RequestCounts> difference = new LinkedHashMap<>();
    now.forEach(
        (account, total) ->
            difference.put(account, total.minus(before.getOrDefault(account, NONE))));
    return difference;
  }

  private RequestCounts minus(RequestCounts earlier) {
    return new RequestCounts(
        sent - earlier.sent,
        throttledMillis - earlier.throttledMillis,
        status429 - earlier.status429);
  }
}
