package dev.caravan.sandbox.ninox;

import dev.caravan.sandbox.wire.SandboxVendor;
import dev.caravan.sandbox.wire.SimulatedAccount;
import java.time.InstantSource;

/** Ninox 4 in the sandbox, only to be refused. */
public final class Ninox4Registration extends SandboxVendor {
  public Ninox4Registration() {
    super("ninox4", "ninox4");
  }

  @Override
  public SimulatedAccount<?> account(String prefix, InstantSource clock) {
    return new Ninox4Vendor(prefix, clock);
  }
}
