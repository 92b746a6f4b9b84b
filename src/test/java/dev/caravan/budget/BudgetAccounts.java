package dev.caravan.budget;

import dev.caravan.account.Account;
import dev.caravan.account.Accounts;
import dev.caravan.vendor.Limits;
import dev.caravan.vendor.RouteFolders;
import dev.caravan.vendor.Vendors;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Accounts for tests: one at Datto and one each at a vendor with one limit and with several. */
final class BudgetAccounts {
  private static final Vendors VENDORS = Vendors.in(RouteFolders.of(Path.of("routes")));

  private BudgetAccounts() {}

  static Accounts with(String... dattoSettings) {
    Map<String, String> datto =
        new HashMap<>(
            Map.of(
                "reads-per-minute",
                "600",
                "writes-per-minute",
                "100",
                "alert-resolves-per-minute",
                "100"));
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
    return new Account(name, vendor, URI.create("http://localhost"), settings, limits(vendor));
  }

  /** As the vendor's folder says. */
  static Limits limits(String vendor) {
    return VENDORS.find(vendor).orElseThrow().limits();
  }
}
