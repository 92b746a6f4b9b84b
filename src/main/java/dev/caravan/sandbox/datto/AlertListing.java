package dev.caravan.sandbox.datto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.PageTable;
import dev.caravan.sandbox.wire.PageTable.Cell;
import java.util.List;
import java.util.stream.Collectors;

/** The open alerts on the sandbox's page. */
final class AlertListing {
  private AlertListing() {}

  static PageTable of(List<ObjectNode> open, int most) {
    return new PageTable(
        "alerts",
        "Open alerts at Datto RMM",
        String.valueOf(open.size()),
        "No open alerts.",
        List.of("Since", "Priority", "Device", "Site", "Condition"),
        open.stream().limit(most).map(AlertListing::row).toList());
  }

  private static List<Cell> row(ObjectNode alert) {
    String priority = alert.path("priority").asText();
    JsonNode source = alert.path("alertSourceInfo");
    return List.of(
        new Cell(alert.path("timestamp").asLong(), "number time"),
        new Cell(priority, priority.equals("Critical") ? "short critical" : "short"),
        new Cell(source.path("deviceName").asText(), "short"),
        Cell.of(source.path("siteName").asText()),
        Cell.of(condition(alert.path("alertContext"))));
  }

  private static String condition(JsonNode context) {
    String values =
        context.properties().stream()
            .filter(member -> !member.getKey().equals("@class") && !member.getValue().isNull())
            .map(member -> member.getKey() + "=" + text(member.getValue()))
            .collect(Collectors.joining(", "));
    return context.isObject() ? context.path("@class").asText() + ": " + values : "";
  }

  private static String text(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }
}
