package dev.caravan.sandbox.wire;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A vendor that the sandbox can simulate, registered as a service. What Caravan needs to be told of
 * an account is said here, so that the demo can configure one.
 */
public interface SandboxVendor {
  /** As the folder of its routes is called, such as {@code datto-rmm}. */
  String id();

  /** The prefix of its first account, which is also what Caravan calls the account. */
  String prefix();

  /** A further account of it. */
  SimulatedAccount<?> account(String prefix, InstantSource clock);

  /** The keys of an account, without its name, in the order in which they are shown. */
  default Map<String, String> credentials() {
    return Map.of();
  }

  /** The keys of an account that shorten a wait which this simulation does not need. */
  default Map<String, String> shorterWaits() {
    return Map.of();
  }

  /** The keys of a sync that writes here, without its name. */
  default Map<String, String> targetKeys() {
    return Map.of();
  }

  /** The ids of the contacts that tickets are opened for, by the site's name. */
  default Map<String, String> contactsBySite(SimulatedAccount<?> account) {
    return Map.of();
  }

  /** Pairs of keys and values, in this order. */
  static Map<String, String> keys(String... pairs) {
    Map<String, String> keys = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      keys.put(pairs[i], pairs[i + 1]);
    }
    return keys;
  }
}
