package dev.caravan.sandbox.ninjaone;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.Router;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happens at NinjaOne behind the API's back, below {@code /control/ninjaone}. */
final class NinjaOneControl {
  private final NinjaOneVendor ninjaone;

  NinjaOneControl(NinjaOneVendor ninjaone) {
    this.ninjaone = ninjaone;
  }

  void routes(Router router) {
    router.get("/alerts", (r, p) -> r.limited(ninjaone.alerts()));
    router.post("/alerts", (r, p) -> Map.of("opened", open(r.object())));
    router.post("/alerts/{uid}", (r, p) -> ninjaone.changeAlert(p.get(0), r.object()));
    router.post("/alerts/{uid}/reset", (r, p) -> ninjaone.resetAlert(p.get(0)));
    router.delete("/alerts/{uid}", (r, p) -> ninjaone.vanishAlert(p.get(0)));
    router.get("/organizations", (r, p) -> r.limited(ninjaone.organizations()));
    router.get("/devices", (r, p) -> r.limited(ninjaone.devices()));
    router.post("/devices", (r, p) -> add(r.object()));
    router.post("/devices/{id}", (r, p) -> ninjaone.changeDevice(id(p), r.object()));
    router.delete("/devices/{id}", (r, p) -> ninjaone.deleteDevice(id(p)));
    router.get("/tickets", (r, p) -> r.limited(tickets(r.query().get("marker"))));
    router.post(
        "/tickets/{id}/person",
        (r, p) -> ninjaone.person(p.get(0), Json.as(r.object(), TechnicianAction.class)));
    router.post("/tokens/revoke", (r, p) -> revoke());
  }

  private static int id(List<String> parts) {
    return Integer.parseInt(parts.get(0));
  }

  /** {@code {"count": n}} for any alerts, or members of one alert. */
  private List<String> open(ObjectNode body) {
    return body.has("count")
        ? ninjaone.openAlerts(body.path("count").asInt())
        : List.of(ninjaone.openAlert(body));
  }

  private Map<String, List<Integer>> add(ObjectNode body) {
    return Map.of("added", ninjaone.addDevices(body.path("count").asInt(1)));
  }

  private List<NinjaTicketSnapshot> tickets(@Nullable String marker) {
    return marker == null ? ninjaone.tickets() : ninjaone.ticketsWithMarker(marker);
  }

  private Map<String, Boolean> revoke() {
    ninjaone.revokeTokens();
    return Map.of("revoked", true);
  }
}
