package dev.caravan.sandbox.opsramp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import dev.caravan.sandbox.wire.Router;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The alerts of the client, oldest first. Thread-safe by one lock. */
final class ClientAlerts {
  private static final Set<String> ACTIONS =
      Set.of("acknowledge", "unAcknowledge", "suppress", "unSuppress", "close", "heal");

  private final ResultPages pages;
  private final InstantSource clock;
  private final Map<String, ObjectNode> alerts = new LinkedHashMap<>();
  private long lastId = 389_546;

  ClientAlerts(ResultPages pages, InstantSource clock) {
    this.pages = pages;
    this.clock = clock;
  }

  void routes(Router router, String tenant) {
    router.get(tenant + "/alerts/search", (r, p) -> search(r));
    router.get(tenant + "/alerts/{id}", (r, p) -> Reply.json(200, one(p.get(1))));
    router.post(tenant + "/alerts/{id}/actions/{action}", (r, p) -> act(r, p.get(1), p.get(2)));
  }

  /**
   * Opens one on one of the resources in turn; its id.
   *
   * @param members that are to differ from those of an alert about a disk
   */
  synchronized String open(
      ObjectNode members, List<ObjectNode> resources, String client, String clientName) {
    int n = all().size();
    ObjectNode alert = Json.object().put("subject", "Disk C: usage is above its threshold");
    alert.put("description", "Disk C: is critical. (Crossed 90% usage). Total-102642 MB");
    alert.put("currentState", List.of("Critical", "Warning", "Info").get(n % 3));
    alert.put("clientUniqueId", client).put("tenantName", clientName);
    if (!resources.isEmpty()) {
      ObjectNode resource = resources.get(n % resources.size());
      for (String place : List.of("device", "resource")) {
        alert
            .putObject(place)
            .put("id", resource.path("id").asText())
            .put("name", resource.path("name").asText())
            .put("hostName", resource.path("hostName").asText())
            .put("type", "DEVICE");
      }
    }
    alert.setAll(members);
    return open(alert);
  }

  /**
   * A further alert; its id.
   *
   * @param members that are to differ, null to leave one out
   */
  synchronized String open(ObjectNode members) {
    String id = members.path("uniqueId").asText(String.valueOf(lastId + 1));
    lastId++;
    String now = date();
    ObjectNode alert =
        Json.object(
            """
            {"uniqueId":"%1$s","subject":"Alert %1$s","description":"","currentState":"Critical",
             "oldState":"Ok","serviceName":"Disk","acknowledged":false,"suppressed":false,
             "permanentlySuppressed":false,"closed":false,"ticketed":false,
             "alertType":"Monitoring","app":"OPSRAMP","alertTime":"%2$s","repeatCount":"0",
             "tenantId":7,"status":"New","priority":"N/A","elapsedTimeString":"1m ",
             "createdDate":"%2$s","updatedTime":"%2$s","rba":false,"managedByOpsRamp":false,
             "actedTs":0,"eventType":"ALERT","metric":"Disk","inferenceId":0,
             "statusHistory":{"createdBy":"system","createdTime":"%2$s"}}\
            """,
            id, now);
    merge(alert, members);
    alerts.put(id, alert);
    return id;
  }

  /** Changes members of an alert; the time of the change is now. */
  synchronized boolean change(String id, ObjectNode members) {
    return changed(id, alert -> merge(alert, members));
  }

  /** The monitor finds the metric well again. */
  synchronized boolean heal(String id) {
    return changed(
        id,
        alert -> {
          alert.put("oldState", alert.path("currentState").asText()).put("currentState", "Ok");
          alert.put("healedTimeString", date());
        });
  }

  synchronized boolean delete(String id) {
    return alerts.remove(id) != null;
  }

  synchronized List<ObjectNode> all() {
    return alerts.values().stream().map(ObjectNode::deepCopy).toList();
  }

  synchronized List<ObjectNode> open() {
    return all().stream().filter(ClientAlerts::isOpen).toList();
  }

  synchronized void clear() {
    alerts.clear();
    lastId = 389_546;
  }

  private static boolean isOpen(ObjectNode alert) {
    return !alert.path("closed").asBoolean()
        && !alert.path("suppressed").asBoolean()
        && !alert.path("currentState").asText().equalsIgnoreCase("Ok");
  }

  private synchronized boolean changed(String id, Consumer<ObjectNode> change) {
    ObjectNode alert = alerts.get(id);
    if (alert == null) {
      return false;
    }
    change.accept(alert);
    alert.put("updatedTime", date());
    return true;
  }

  private Reply search(Request request) {
    QueryKeys keys = QueryKeys.of(request, Set.copyOf(QueryKeys.ALERT_KEYS));
    boolean created = !keys.text("alertTimeBase").orElse("created").equals("updated");
    String base = created ? "createdDate" : "updatedTime";
    List<ObjectNode> found =
        all().stream()
            .filter(alert -> keys.allows("states", text(alert, "currentState")))
            .filter(alert -> keys.allows("uniqueId", text(alert, "uniqueId")))
            .filter(alert -> keys.allows("priority", text(alert, "priority")))
            .filter(alert -> keys.allows("actions", actions(alert)))
            .filter(alert -> keys.covers("startDate", "endDate", at(alert, base)))
            .toList();
    return pages.page(request, "id", found);
  }

  private static Set<String> text(ObjectNode alert, String member) {
    return Set.of(alert.path(member).asText());
  }

  private static Set<String> actions(ObjectNode alert) {
    Set<String> actions = new TreeSet<>();
    actions.add(
        alert.path("status").asText().equals("New") ? "OPEN" : alert.path("status").asText());
    if (alert.path("closed").asBoolean()) {
      return Set.of("CLOSED");
    }
    if (alert.path("suppressed").asBoolean()) {
      return Set.of("SUPPRESSED");
    }
    return actions;
  }

  private static Instant at(ObjectNode alert, String member) {
    return Instant.from(QueryKeys.DATE.parse(alert.path(member).asText()));
  }

  private synchronized ObjectNode one(String id) {
    return Optional.ofNullable(alerts.get(id))
        .map(ObjectNode::deepCopy)
        .orElseThrow(() -> OpsRampErrors.missing("Alert " + id));
  }

  /** The answer has no body. */
  private Reply act(Request request, String id, String action) {
    request.objectOr(() -> OpsRampErrors.bad("The body is no JSON object").reply());
    if (!ACTIONS.contains(action)) {
      throw OpsRampErrors.bad("Invalid action " + action);
    }
    one(id);
    switch (action) {
      case "heal" -> heal(id);
      case "close" -> flag(id, "closed", true, "Closed");
      case "acknowledge" -> flag(id, "acknowledged", true, "Acknowledged");
      case "unAcknowledge" -> flag(id, "acknowledged", false, "New");
      case "suppress" -> flag(id, "suppressed", true, "Suppressed");
      default -> flag(id, "suppressed", false, "New");
    }
    return Reply.empty(200);
  }

  private void flag(String id, String member, boolean value, String status) {
    changed(id, alert -> alert.put(member, value).put("status", status));
  }

  private static void merge(ObjectNode alert, ObjectNode members) {
    members
        .properties()
        .forEach(
            member -> {
              if (member.getValue().isNull()) {
                alert.remove(member.getKey());
              } else {
                alert.set(member.getKey(), member.getValue());
              }
            });
  }

  private String date() {
    return QueryKeys.DATE.format(clock.instant());
  }
}
