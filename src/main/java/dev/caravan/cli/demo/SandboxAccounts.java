package dev.caravan.cli.demo;

import dev.caravan.config.SyncEnds;
import dev.caravan.sandbox.Sandbox;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** How the accounts of a sandbox are configured. docs/sandbox.md lists the same credentials. */
final class SandboxAccounts {
  /** By the prefix at which the sandbox serves an account, which is the account's name too. */
  private static final Map<String, Map<String, String>> CREDENTIALS =
      Map.of(
          "datto", ordered("api-key", "sandbox-key", "secret", "sandbox-secret"),
          "atera", ordered("api-key", "sandbox-api-key"),
          "ninox", ordered("token", "sandbox-token", "team", "Acme", "database", "Operations"));

  /** The prefix of each vendor's account. */
  private static final Map<String, String> PREFIX =
      Map.of("datto-rmm", "datto", "atera", "atera", "ninox", "ninox");

  /** What a sync needs besides its accounts, by the vendor that it writes to. */
  private static final Map<String, Map<String, String>> TARGETS =
      Map.of(
          "atera", ordered("end-user-id", "128", "technician-id", "9"),
          "ninox", ordered("target-table", "Devices"));

  private SandboxAccounts() {}

  /** The keys for every account of the sandbox, and for the sync that is shipped switched on. */
  static Map<String, String> properties(Sandbox sandbox) {
    Map<String, String> properties = new LinkedHashMap<>();
    new TreeMap<>(CREDENTIALS)
        .forEach(
            (prefix, credentials) -> {
              if (sandbox.vendors().containsKey(prefix)) {
                properties.put(prefix + ".base-url", sandbox.uri() + "/" + prefix);
                credentials.forEach((key, value) -> properties.put(prefix + "." + key, value));
              }
            });
    forTarget(properties, "datto-alerts-to-atera-tickets", "atera");
    return properties;
  }

  /** Whether both ends of a sync are in the sandbox. */
  static boolean serves(Sandbox sandbox, SyncEnds sync) {
    return sync.sourceVendor().map(vendor -> serves(sandbox, vendor)).orElse(false)
        && sync.targetVendor().map(vendor -> serves(sandbox, vendor)).orElse(false);
  }

  private static boolean serves(Sandbox sandbox, String vendor) {
    String prefix = PREFIX.get(vendor);
    return prefix != null && sandbox.vendors().containsKey(prefix);
  }

  static void forTarget(Map<String, String> properties, String sync, String vendor) {
    TARGETS
        .getOrDefault(vendor, Map.of())
        .forEach((key, value) -> properties.put(sync + "." + key, value));
  }

  private static Map<String, String> ordered(String... pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
