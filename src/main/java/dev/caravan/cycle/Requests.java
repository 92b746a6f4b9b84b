package dev.caravan.cycle;

import java.util.LinkedHashMap;
import java.util.Map;

/** What was asked of each account between two moments. */
final class Requests {
  private Requests() {}

  /** Accounts of which nothing was asked are left out. */
  static Map<String, CycleReport.Requests> since(
      Map<String, CycleReport.Requests> before, Map<String, CycleReport.Requests> now) {
    Map<String, CycleReport.Requests> difference = new LinkedHashMap<>();
    CycleReport.Requests none = new CycleReport.Requests(0, 0, 0);
    now.forEach(
        (account, total) -> {
          CycleReport.Requests past = before.getOrDefault(account, none);
          if (total.sent() > past.sent()) {
            difference.put(
                account,
                new CycleReport.Requests(
                    total.sent() - past.sent(),
                    total.throttledMillis() - past.throttledMillis(),
                    total.status429() - past.status429()));
          }
        });
    return difference;
  }
}
