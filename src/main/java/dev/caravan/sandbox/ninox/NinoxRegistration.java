package dev.caravan.sandbox.ninox;

import dev.caravan.sandbox.wire.SandboxVendor;
import dev.caravan.sandbox.wire.SimulatedAccount;
import java.time.InstantSource;
import java.util.Map;

/** Ninox, the classic one, in the sandbox. */
public final class NinoxRegistration extends SandboxVendor {
  public NinoxRegistration() {
    super("ninox", "ninox");
  }

  @Override
  public SimulatedAccount<?> account(String prefix, InstantSource clock) {
    return new NinoxVendor(prefix, clock);
  }

  @Override
  public Map<String, String> credentials() {
    NinoxSettings settings = NinoxSettings.defaults();
    return keys(
        "token", settings.token(),
        "team", settings.teamName(),
        "database", settings.databaseName());
  }

  @Override
  public Map<String, String> targetKeys() {
    return Map.of("target-table", "Devices");
  }
}
