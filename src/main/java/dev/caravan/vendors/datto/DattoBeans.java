package dev.caravan.vendors.datto;

import dev.caravan.account.Accounts;
import dev.caravan.config.Settings;
import dev.caravan.store.Retention;
import dev.caravan.store.Store;
import dev.caravan.vendor.Services;
import dev.caravan.vendor.VendorBeans;
import java.time.Clock;
import java.util.function.BiConsumer;

/** The beans of Datto RMM's routes. */
public final class DattoBeans implements VendorBeans {
  @Override
  public String vendor() {
    return "datto-rmm";
  }

  @Override
  public void bind(BiConsumer<String, Object> registry, Services services) {
    registry.accept(
        "dattoAudits",
        new Audits(
            new AuditStore(
                services.get(Store.class).ledger(),
                services.get(Clock.class),
                services.get(Retention.class)),
            services.get(Accounts.class),
            services.get(Settings.class)));
  }
}
