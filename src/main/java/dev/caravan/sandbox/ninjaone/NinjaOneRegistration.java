package dev.caravan.sandbox.ninjaone;

import dev.caravan.sandbox.wire.SandboxVendor;
import dev.caravan.sandbox.wire.SimulatedAccount;
import java.time.InstantSource;
import java.util.Map;

/** NinjaOne in the sandbox. */
public final class NinjaOneRegistration extends SandboxVendor {
  public NinjaOneRegistration() {
    super("ninjaone", "ninjaone");
  }

  @Override
  public SimulatedAccount<?> account(String prefix, InstantSource clock) {
    return new NinjaOneVendor(prefix, clock);
  }

  @Override
  public Map<String, String> credentials() {
    NinjaOneSettings settings = NinjaOneSettings.defaults();
    return keys("client-id", settings.clientId(), "client-secret", settings.clientSecret());
  }

  @Override
  public Map<String, String> targetKeys() {
    return Map.of("ticket-form-id", "1", "organization-id", "2");
  }

  @Override
  public Map<String, String> shorterWaits() {
    return Map.of("index-lag", "1s");
  }
}
