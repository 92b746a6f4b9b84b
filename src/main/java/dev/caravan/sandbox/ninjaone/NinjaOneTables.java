package dev.caravan.sandbox.ninjaone;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.PageTable;
import dev.caravan.sandbox.wire.PageTable.PageColumn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the sandbox's page shows of a tenant. */
final class NinjaOneTables {
  private static final List<PageColumn> ALERTS =
      List.of(
          new PageColumn("Source", "/sourceType", "short"),
          new PageColumn("Severity", "/severity", "short priority"),
          new PageColumn("Device", "/device", "short"),
          new PageColumn("Message", "/message", ""));
  private static final List<PageColumn> TICKETS =
      List.of(
          new PageColumn("Id", "/id", "number"),
          new PageColumn("Status", "/status", "short status"),
          new PageColumn("Priority", "/priority", "priority"),
          new PageColumn("Subject", "/subject", ""),
          new PageColumn("Log", "/log", "number count"));

  private NinjaOneTables() {}

  static List<PageTable> of(NinjaOneVendor tenant, int most) {
    List<ObjectNode> active = tenant.alerts();
    active.forEach(alert -> alert.put("device", deviceName(tenant, alert)));
    List<NinjaTicketSnapshot> all = new ArrayList<>(tenant.tickets());
    Collections.reverse(all);
    return List.of(
        PageTable.of(
            "ninjaone-alerts",
            "Active alerts at NinjaOne",
            "No active alerts.",
            ALERTS,
            active,
            most),
        PageTable.of(
                "ninjaone-tickets", "Tickets at NinjaOne", "No tickets yet.", TICKETS, all, most)
            .withOpen(all.stream().filter(NinjaTicketSnapshot::open).count()));
  }

  private static String deviceName(NinjaOneVendor tenant, ObjectNode alert) {
    return tenant.devices().stream()
        .filter(device -> device.path("id").asInt() == alert.path("deviceId").asInt())
        .map(device -> device.path("displayName").asText())
        .findFirst()
        .orElse("");
  }
}
