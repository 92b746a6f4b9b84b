package dev.caravan.sandbox.opsramp;

import dev.caravan.sandbox.wire.SandboxVendor;
import dev.caravan.sandbox.wire.SimulatedAccount;
import java.time.InstantSource;
import java.util.Map;

/** OpsRamp in the sandbox. */
public final class OpsRampRegistration extends SandboxVendor {
  public OpsRampRegistration() {
    super("opsramp", "opsramp");
  }

  @Override
  public SimulatedAccount<?> account(String prefix, InstantSource clock) {
    return new OpsRampVendor(prefix, clock);
  }

  @Override
  public Map<String, String> credentials() {
    OpsRampSettings settings = OpsRampSettings.defaults();
    return keys(
        "tenant-id", settings.tenantId(),
        "client-id", settings.clientId(),
        "client-secret", settings.clientSecret());
  }

  @Override
  public Map<String, String> shorterWaits() {
    return Map.of("index-lag", "1s");
  }
}
