package dev.caravan.sandbox.opsramp;

import dev.caravan.sandbox.wire.PageTable;
import dev.caravan.sandbox.wire.PageTable.PageColumn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the sandbox's page shows of a client. */
final class OpsRampTables {
  private static final List<PageColumn> ALERTS =
      List.of(
          new PageColumn("Id", "/uniqueId", "number"),
          new PageColumn("State", "/currentState", "short priority"),
          new PageColumn("Resource", "/device/name", "short"),
          new PageColumn("Subject", "/subject", ""));
  private static final List<PageColumn> INCIDENTS =
      List.of(
          new PageColumn("Id", "/id", "short"),
          new PageColumn("Status", "/status", "short status"),
          new PageColumn("Priority", "/priority", "priority"),
          new PageColumn("Subject", "/subject", ""),
          new PageColumn("Responses", "/responses", "number count"));

  private OpsRampTables() {}

  static List<PageTable> of(OpsRampVendor client, int most) {
    List<IncidentSnapshot> all = new ArrayList<>(client.incidents());
    Collections.reverse(all);
    return List.of(
        PageTable.of(
            "opsramp-alerts",
            "Open alerts at OpsRamp",
            "No open alerts.",
            ALERTS,
            client.openAlerts(),
            most),
        PageTable.of("incidents", "Incidents at OpsRamp", "No incidents yet.", INCIDENTS, all, most)
            .withOpen(all.stream().filter(IncidentSnapshot::open).count()));
  }
}
