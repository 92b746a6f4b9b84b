package dev.caravan.cycle;

import java.util.LinkedHashMap;
import java.util.Map;

/** What was asked of each account between two moments. */
final class RequestDifference {
  private static final CycleReport.RequestCounts NONE = new CycleReport.RequestCounts(0, 0, 0);

  private RequestDifference() {}

  static Map<String, CycleReport.RequestCounts> since(
      Map<String, CycleReport.RequestCounts> before, Map<String, CycleReport.RequestCounts> now) {
    Map<String, CycleReport.RequestCounts> difference = new LinkedHashMap<>();
    now.forEach(
        (account, total) -> {
          CycleReport.RequestCounts past = before.getOrDefault(account, NONE);
          difference.put(
              account,
              new CycleReport.RequestCounts(
                  total.sent() - past.sent(),
                  total.throttledMillis() - past.throttledMillis(),
                  total.status429() - past.status429()));
        });
    return difference;
  }

  /** The same accounts, of which nothing was asked. */
  static Map<String, CycleReport.RequestCounts> none(Map<String, CycleReport.RequestCounts> now) {
    return since(now, now);
  }
}
