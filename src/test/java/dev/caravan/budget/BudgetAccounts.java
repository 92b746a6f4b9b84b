package dev.caravan.budget;

import dev.caravan.account.Account;
import dev.caravan.account.Accounts;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Accounts for tests: one at Datto and one each at a vendor with one limit and with several. */
final class BudgetAccounts {
  private BudgetAccounts() {}

  static Accounts with(String... dattoSettings) {
    Map<String, String> datto =
        new HashMap<>(Map.of("reads-per-minute", "600", "writes-per-minute", "100"));
    for (int i = 0; i < dattoSettings.length; i += 2) {
      datto.put(dattoSettings[i], dattoSettings[i + 1]);
    }
    return new Accounts(
        List.of(
            account("datto", "datto-rmm", datto),
            account("atera", "atera", Map.of("requests-per-minute", "700")),
            account(
                "opsramp",
                "opsramp",
                Map.of(
                    "reads-per-minute", "500",
                    "paged-reads-per-minute", "50",
                    "writes-per-minute", "50"))));
  }

  private static Account account(String name, String vendor, Map<String, String> settings) {
    return new Account(name, vendor, URI.create("http://localhost"), settings);
  }
}
