package dev.caravan.sandbox.datto;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Request;
import dev.caravan.sandbox.wire.Router;
import java.util.List;
import java.util.Map;

/** What happens at Datto behind the API's back, below {@code /control/datto}. */
final class DattoControl {
  private final DattoVendor datto;

  DattoControl(DattoVendor datto) {
    this.datto = datto;
  }

  void routes(Router router) {
    router.get("/alerts", (r, p) -> alerts(r));
    router.get("/devices", (r, p) -> datto.devices());
    router.get("/sites", (r, p) -> datto.sites());
    router.post("/alerts", (r, p) -> open(r.object()));
    router.post("/alerts/resolve", (r, p) -> resolve(r.object()));
    router.post("/alerts/{uid}", (r, p) -> datto.changeAlert(p.get(0), r.object()));
    router.post("/alerts/{uid}/resolve", (r, p) -> datto.resolveAlert(p.get(0)));
    router.delete("/alerts/{uid}", (r, p) -> datto.deleteAlert(p.get(0)));
    router.post(
        "/devices", (r, p) -> Map.of("added", datto.addDevices(r.object().path("count").asInt(1))));
    router.post("/devices/{uid}", (r, p) -> datto.changeDevice(p.get(0), r.object()));
    router.delete("/devices/{uid}", (r, p) -> datto.deleteDevice(p.get(0)));
    router.post("/sites/{uid}/hide", (r, p) -> datto.hideSite(p.get(0), true));
    router.post("/sites/{uid}/show", (r, p) -> datto.hideSite(p.get(0), false));
    router.post("/tokens/revoke", (r, p) -> revoke());
  }

  private List<ObjectNode> alerts(Request request) {
    List<ObjectNode> wanted =
        "resolved".equals(request.query().get("state"))
            ? datto.resolvedAlerts()
            : datto.openAlerts();
    return request.limited(wanted);
  }

  /** {@code {"count": n}} for any alerts, or members of one alert. */
  private Map<String, List<String>> open(ObjectNode body) {
    List<String> uids =
        body.has("count")
            ? datto.openAlerts(body.path("count").asInt())
            : List.of(datto.openAlert(body));
    return Map.of("opened", uids);
  }

  /** {@code {"count": n}} for the oldest ones, or {@code {"all": true}}. */
  private Map<String, List<String>> resolve(ObjectNode body) {
    List<ObjectNode> open = datto.openAlerts();
    int count =
        body.path("all").asBoolean()
            ? open.size()
            : Math.min(open.size(), body.path("count").asInt());
    List<String> uids =
        open.subList(open.size() - count, open.size()).stream()
            .map(alert -> alert.path("alertUid").asText())
            .toList();
    uids.forEach(datto::resolveAlert);
    return Map.of("resolved", uids);
  }

  private Map<String, Boolean> revoke() {
    datto.revokeTokens();
    return Map.of("revoked", true);
  }
}
