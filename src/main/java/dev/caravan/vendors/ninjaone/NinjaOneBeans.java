package dev.caravan.vendors.ninjaone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.account.Accounts;
import dev.caravan.config.Settings;
import dev.caravan.vendor.Services;
import dev.caravan.vendor.VendorBeans;
import java.util.function.BiConsumer;

/** The beans of NinjaOne's routes. */
public final class NinjaOneBeans implements VendorBeans {
  @Override
  public String vendor() {
    return "ninjaone";
  }

  @Override
  public void bind(BiConsumer<String, Object> registry, Services services) {
    registry.accept("ninjaonePlaces", new Places());
    registry.accept("ninjaoneTicketing", new Ticketing(services.get(Settings.class)));
    registry.accept("ninjaoneTenant", new TenantIdentity(services.get(Accounts.class)));
    registry.accept(
        "ninjaoneOrganizations", new KeptRows("id", Directory::organizations, NinjaOneBeans::name));
    registry.accept(
        "ninjaoneDevices", new KeptRows("id", Directory::devices, NinjaOneBeans::place));
    registry.accept(
        "ninjaoneAntivirus",
        new KeptRows("deviceId", Directory::antivirus, NinjaOneBeans::antivirus));
  }

  private static ObjectNode name(JsonNode organization) {
    return KeptRows.only(organization, "id", "name");
  }

  private static ObjectNode place(JsonNode device) {
    return KeptRows.only(
        device, "id", "organizationId", "displayName", "systemName", "dnsName", "nodeClass");
  }

  private static ObjectNode antivirus(JsonNode row) {
    return KeptRows.only(row, "productName", "productState");
  }
}
