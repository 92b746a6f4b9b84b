package dev.caravan.cycle;

import java.util.LinkedHashMap;
import java.util.Map;

/** What was asked of each account between two moments. */
final class Requests {
  private static final CycleReport.Requests NONE = new CycleReport.Requests(0, 0, 0);

  private Requests() {}

  static Map<String, CycleReport.Requests> since(
      Map<String, CycleReport.Requests> before, Map<String, CycleReport.Requests> now) {
    Map<String, CycleReport.Requests> difference = new LinkedHashMap<>();
    now.forEach(
        (account, total) -> {
          CycleReport.Requests past = before.getOrDefault(account, NONE);
          difference.put(
              account,
              new CycleReport.Requests(
                  total.sent() - past.sent(),
                  total.throttledMillis() - past.throttledMillis(),
                  total.status429() - past.status429()));
        });
    return difference;
  }

  /** The same accounts, of which nothing was asked. */
  static Map<String, CycleReport.Requests> none(Map<String, CycleReport.Requests> now) {
    return since(now, now);
  }
}
