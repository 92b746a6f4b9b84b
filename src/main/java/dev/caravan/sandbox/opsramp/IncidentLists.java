package dev.caravan.sandbox.opsramp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.Router;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** What incidents of a client may have, in lists without pages. */
final class IncidentLists {
  /** How the {@code uniqueId} of such a level begins. */
  static final String URGENCIES = "SURG";

  static final String IMPACTS = "SIMPACT";

  private final Supplier<OpsRampSettings> settings;

  IncidentLists(Supplier<OpsRampSettings> settings) {
    this.settings = settings;
  }

  void routes(Router router, String incidents) {
    router.get(incidents + "/urgencies", (r, p) -> levels(URGENCIES));
    router.get(incidents + "/businessImpacts", (r, p) -> permitted(levels(IMPACTS)));
    router.get(incidents + "/statusReasons", (r, p) -> permitted(reasons()));
    router.get(incidents + "/customForm", (r, p) -> permitted(form()));
  }

  private List<ObjectNode> permitted(List<ObjectNode> list) {
    if (!settings.get().incidentLists()) {
      throw OpsRampErrors.refusal(403, "Access denied");
    }
    return list;
  }

  /** Impacts have no number. */
  private static List<ObjectNode> levels(String prefix) {
    return List.of(level(prefix, 1), level(prefix, 2));
  }

  private static ObjectNode level(String prefix, int number) {
    ObjectNode level = Json.object();
    if (prefix.equals(URGENCIES)) {
      level.put("id", number);
    }
    return level.put("uniqueId", prefix + "-" + number).put("name", "Level " + number);
  }

  /** Whether one of the levels is meant; each has both an id and a uniqueId when it is written. */
  static boolean has(String prefix, JsonNode given) {
    return given.hasNonNull("id")
        ? Set.of("1", "2").contains(given.path("id").asText())
        : levels(prefix).stream()
            .anyMatch(level -> level.path("uniqueId").equals(given.path("uniqueId")));
  }

  private List<ObjectNode> reasons() {
    OpsRampSettings now = settings.get();
    return now.statuses().stream()
        .filter(status -> !status.equals("New"))
        .map(
            status -> {
              ObjectNode row = Json.object().put("module", "INCIDENT").put("status", status);
              row.put("enabled", String.valueOf(now.reasonsEnabled()));
              ArrayNode named = row.putArray("statusReasons");
              now.reasons().forEach(reason -> named.addObject().put("name", reason));
              return row;
            })
        .toList();
  }

  private List<ObjectNode> form() {
    boolean levels = settings.get().urgencyRequired();
    return List.of(
        field("subject", true),
        field("impact", true),
        field("requester", false),
        field("priority", true),
        field("urgency", levels),
        field("businessImpact", levels));
  }

  private static ObjectNode field(String name, boolean mandatory) {
    return Json.object()
        .put("classCode", "INCIDENT")
        .put("name", name)
        .put("mandatory", mandatory)
        .put("customField", false);
  }
}
