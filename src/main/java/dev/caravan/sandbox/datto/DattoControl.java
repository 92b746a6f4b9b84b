package dev.caravan.sandbox.datto;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import dev.caravan.sandbox.wire.Router;
import dev.caravan.sandbox.wire.Splice;
import java.util.List;
import java.util.Map;

/** What happens at Datto behind the API's back, below {@code /control/datto}. */
final class DattoControl {
  private final DattoVendor datto;

  DattoControl(DattoVendor datto) {
    this.datto = datto;
  }

  void routes(Router router) {
    router.on("GET", "/alerts", (r, p) -> alerts(r));
    router.on("GET", "/devices", (r, p) -> Reply.json(200, datto.devices()));
    router.on("GET", "/sites", (r, p) -> Reply.json(200, datto.sites()));
    router.on("POST", "/alerts", (r, p) -> open(Json.readObject(r.body())));
    router.on("POST", "/alerts/resolve", (r, p) -> resolve(Json.readObject(r.body())));
    router.on(
        "POST",
        "/alerts/{uid}",
        (r, p) -> found(datto.changeAlert(p.get(0), Json.readObject(r.body()))));
    router.on("POST", "/alerts/{uid}/resolve", (r, p) -> found(datto.resolveAlert(p.get(0))));
    router.on("DELETE", "/alerts/{uid}", (r, p) -> found(datto.deleteAlert(p.get(0))));
    router.on(
        "POST",
        "/devices",
        (r, p) ->
            Reply.json(
                200,
                Map.of(
                    "added", datto.addDevices(Json.readObject(r.body()).path("count").asInt(1)))));
    router.on(
        "POST",
        "/devices/{uid}",
        (r, p) -> found(datto.changeDevice(p.get(0), Json.readObject(r.body()))));
    router.on("DELETE", "/devices/{uid}", (r, p) -> found(datto.deleteDevice(p.get(0))));
    router.on("POST", "/sites/{uid}/hide", (r, p) -> found(datto.hideSite(p.get(0), true)));
    router.on("POST", "/sites/{uid}/show", (r, p) -> found(datto.hideSite(p.get(0), false)));
    router.on("POST", "/tokens/revoke", (r, p) -> revoke());
  }

  private Reply alerts(Request request) {
    List<ObjectNode> wanted =
        "resolved".equals(request.query().get("state"))
            ? datto.resolvedAlerts()
            : datto.openAlerts();
    return Reply.json(200, Splice.slice(wanted, 0, request.number("limit", Integer.MAX_VALUE)));
  }

  /** {@code {"count": n}} for any alerts, or members of one alert. */
  private Reply open(ObjectNode body) {
    List<String> uids =
        body.has("count")
            ? datto.openAlerts(body.path("count").asInt())
            : List.of(datto.openAlert(body));
    return Reply.json(200, Map.of("opened", uids));
  }

  /** {@code {"count": n}} for the oldest ones, or {@code {"all": true}}. */
  private Reply resolve(ObjectNode body) {
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
    return Reply.json(200, Map.of("resolved", uids));
  }

  private Reply revoke() {
    datto.revokeTokens();
    return Reply.json(200, Map.of("revoked", true));
  }

  private static Reply found(boolean found) {
    return found
        ? Reply.json(200, Map.of("done", true))
        : Reply.json(404, Map.of("error", "nothing with that uid"));
  }
}
