package dev.caravan.vendors.datto;

import dev.caravan.account.Accounts;
import dev.caravan.config.Settings;
import dev.caravan.vendor.Services;
import dev.caravan.vendor.VendorBeans;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Jdbi;

/** The beans of Datto RMM's routes. */
public final class DattoBeans implements VendorBeans {
  @Override
  public String vendor() {
    return "datto-rmm";
  }

  @Override
  public void bind(BiConsumer<String, Object> registry, Services services) {
    Accounts accounts = services.get(Accounts.class);
    registry.accept("dattoAlerts", new AlertCalls(accounts));
    registry.accept("dattoDevices", new DeviceCalls(accounts));
    registry.accept("dattoDeviceStates", new DeviceStates(accounts));
    registry.accept(
        "dattoAudits",
        new Audits(
            new AuditStore(services.get(Jdbi.class)), accounts, services.get(Settings.class)));
  }
}
