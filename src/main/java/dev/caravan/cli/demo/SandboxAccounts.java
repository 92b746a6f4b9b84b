package dev.caravan.cli.demo;

import dev.caravan.config.SyncEnds;
import dev.caravan.sandbox.Sandbox;
import dev.caravan.sandbox.wire.SandboxVendor;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the accounts of a sandbox are configured: as what is registered there says. */
final class SandboxAccounts {
  private final Sandbox sandbox;
  private final List<SandboxVendor> vendors;

  SandboxAccounts(Sandbox sandbox) {
    this.sandbox = sandbox;
    this.vendors =
        Sandbox.registered().stream()
            .filter(vendor -> sandbox.accounts().containsKey(vendor.prefix()))
            .sorted(Comparator.comparing(SandboxVendor::prefix))
            .toList();
  }

  /** The keys for every account that Caravan can use. */
  Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    for (SandboxVendor vendor : vendors) {
      if (!vendor.credentials().isEmpty()) {
        String account = vendor.prefix() + ".";
        properties.put(account + "base-url", sandbox.uri() + "/" + vendor.prefix());
        vendor.credentials().forEach((key, value) -> properties.put(account + key, value));
      }
    }
    return properties;
  }

  /** The keys that shorten the waits for what a simulated vendor does at once. */
  Map<String, String> shorterWaits() {
    Map<String, String> properties = new LinkedHashMap<>();
    for (SandboxVendor vendor : vendors) {
      vendor
          .shorterWaits()
          .forEach((key, value) -> properties.put(vendor.prefix() + "." + key, value));
    }
    return properties;
  }

  /** Whether both ends of a sync are in the sandbox. */
  boolean serves(SyncEnds sync) {
    return sync.sourceVendor().flatMap(this::find).isPresent()
        && sync.targetVendor().flatMap(this::find).isPresent();
  }

  /** What a sync needs besides its accounts, by the vendor that it writes to. */
  Map<String, String> targetKeys(String sync, String vendor) {
    Map<String, String> properties = new LinkedHashMap<>();
    find(vendor)
        .map(SandboxVendor::targetKeys)
        .orElse(Map.of())
        .forEach((key, value) -> properties.put(sync + "." + key, value));
    return properties;
  }

  /** Whom such a sync opens its tickets for, by site; empty where it opens none. */
  Map<String, String> contactsBySite(String vendor) {
    return find(vendor)
        .map(known -> known.contactsBySite(sandbox.account(known.prefix())))
        .orElse(Map.of());
  }

  private Optional<SandboxVendor> find(String id) {
    return vendors.stream().filter(vendor -> vendor.id().equals(id)).findFirst();
  }
}
