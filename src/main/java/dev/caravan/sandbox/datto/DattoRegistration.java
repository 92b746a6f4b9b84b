package dev.caravan.sandbox.datto;

import dev.caravan.sandbox.wire.SandboxVendor;
import dev.caravan.sandbox.wire.SimulatedAccount;
import java.time.InstantSource;
import java.util.Map;

/** Datto RMM in the sandbox. */
public final class DattoRegistration implements SandboxVendor {
  @Override
  public String id() {
    return "datto-rmm";
  }

  @Override
  public String prefix() {
    return "datto";
  }

  @Override
  public SimulatedAccount<?> account(String prefix, InstantSource clock) {
    return new DattoVendor(prefix, clock);
  }

  @Override
  public Map<String, String> credentials() {
    DattoSettings settings = DattoSettings.defaults();
    return SandboxVendor.keys("api-key", settings.apiKey(), "secret", settings.apiSecret());
  }
}
