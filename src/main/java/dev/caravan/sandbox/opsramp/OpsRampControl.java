package dev.caravan.sandbox.opsramp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.Router;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happens at OpsRamp behind the API's back, below {@code /control/opsramp}. */
final class OpsRampControl {
  private final OpsRampVendor opsramp;

  OpsRampControl(OpsRampVendor opsramp) {
    this.opsramp = opsramp;
  }

  void routes(Router router) {
    router.get("/alerts", (r, p) -> r.limited(opsramp.alerts()));
    router.post("/alerts", (r, p) -> Map.of("opened", open(r.object())));
    router.post("/alerts/{id}", (r, p) -> opsramp.changeAlert(p.get(0), r.object()));
    router.post("/alerts/{id}/heal", (r, p) -> opsramp.healAlert(p.get(0)));
    router.delete("/alerts/{id}", (r, p) -> opsramp.deleteAlert(p.get(0)));
    router.get("/resources", (r, p) -> r.limited(opsramp.resources()));
    router.post("/resources", (r, p) -> add(r.object()));
    router.post("/resources/{id}", (r, p) -> opsramp.changeResource(p.get(0), r.object()));
    router.delete("/resources/{id}", (r, p) -> opsramp.deleteResource(p.get(0)));
    router.get("/incidents", (r, p) -> r.limited(incidents(r.query().get("marker"))));
    router.post(
        "/incidents/{id}/person",
        (r, p) -> opsramp.person(p.get(0), Json.as(r.object(), IncidentAction.class)));
    router.post("/tokens/revoke", (r, p) -> revoke());
  }

  /** {@code {"count": n}} for any alerts, or members of one alert. */
  private List<String> open(ObjectNode body) {
    return body.has("count")
        ? opsramp.openAlerts(body.path("count").asInt())
        : List.of(opsramp.openAlert(body));
  }

  private Map<String, List<String>> add(ObjectNode body) {
    return Map.of("added", opsramp.addResources(body.path("count").asInt(1)));
  }

  private List<IncidentSnapshot> incidents(@Nullable String marker) {
    return marker == null ? opsramp.incidents() : opsramp.incidentsWithMarker(marker);
  }

  private Map<String, Boolean> revoke() {
    opsramp.revokeTokens();
    return Map.of("revoked", true);
  }
}
