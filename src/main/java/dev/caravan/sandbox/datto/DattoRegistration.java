package dev.caravan.sandbox.datto;

import dev.caravan.sandbox.wire.SandboxVendor;
import dev.caravan.sandbox.wire.SimulatedAccount;
import java.time.InstantSource;
import java.util.Map;

/** Datto RMM in the sandbox. */
public final class DattoRegistration extends SandboxVendor {
  public DattoRegistration() {
    super("datto-rmm", "datto");
  }

  @Override
  public SimulatedAccount<?> account(String prefix, InstantSource clock) {
    return new DattoVendor(prefix, clock);
  }

  @Override
  public Map<String, String> credentials() {
    DattoSettings settings = DattoSettings.defaults();
    return keys("api-key", settings.apiKey(), "secret", settings.apiSecret());
  }
}
