package dev.caravan.sandbox.wire;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A vendor that the sandbox can simulate, registered as a service. What Caravan must be told of an
 * account is said here, so that the demo can configure one.
 */
public abstract class SandboxVendor {
  private final String id;
  private final String prefix;

  /**
   * A vendor.
   *
   * @param id as the folder of its routes is called, such as {@code datto-rmm}
   * @param prefix of its first account, which is also what Caravan calls the account
   */
  protected SandboxVendor(String id, String prefix) {
    this.id = id;
    this.prefix = prefix;
  }

  public final String id() {
    return id;
  }

  public final String prefix() {
    return prefix;
  }

  /** A further account of it. */
  public abstract SimulatedAccount<?> account(String prefix, InstantSource clock);

  /** The keys of an account, without its name, in the order in which they are shown. */
  public Map<String, String> credentials() {
    return Map.of();
  }

  /** The keys of an account that shorten a wait which this simulation does not need. */
  public Map<String, String> shorterWaits() {
    return Map.of();
  }

  /** The keys of a sync that writes here, without its name. */
  public Map<String, String> targetKeys() {
    return Map.of();
  }

  /** The ids of the contacts that tickets are opened for, by the site's name. */
  public Map<String, String> contactsBySite(SimulatedAccount<?> account) {
    return Map.of();
  }

  /** Pairs of keys and values, in this order. */
  protected static Map<String, String> keys(String... pairs) {
    Map<String, String> keys = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      keys.put(pairs[i], pairs[i + 1]);
    }
    return keys;
  }
}
