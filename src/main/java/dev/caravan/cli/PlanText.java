package dev.caravan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.cli.output.Shown;
import dev.caravan.cycle.CycleReport;
import java.util.ArrayList;
import java.util.List;

/** What a person reads of a plan: a line a change, and a last line that counts them. */
final class PlanText {
  private PlanText() {}

  /**
   * @param notes what the operator is to know beside the changes
   */
  static String of(CycleReport plan, List<String> notes) {
    List<String> lines = new ArrayList<>();
    plan.changes().forEach(change -> lines.add(Shown.line(line(change))));
    notes.forEach(note -> lines.add("! " + Shown.line(note)));
    lines.add(
        "Plan for %s: %d to create, %d to update, %d to close, %d unchanged%s. Nothing was written."
            .formatted(
                plan.sync(),
                plan.created(),
                plan.updated(),
                plan.closed(),
                plan.unchanged(),
                plan.held() > 0 ? ", " + plan.held() + " held back" : ""));
    if (plan.error() != null) {
      lines.add("  " + plan.outcome().word() + ": " + Shown.line(plan.error()));
    }
    return String.join(System.lineSeparator(), lines);
  }

  private static String line(JsonNode change) {
    String summary = change.path("summary").asText();
    JsonNode payload = change.path("payload");
    return switch (change.path("op").asText()) {
      case "create" -> "+ create  " + summary + destination(change, payload);
      case "update" -> "~ update  " + summary + target(change) + fields(payload);
      case "comment" -> "# comment " + summary + target(change);
      default -> "- close   " + summary + target(change);
    };
  }

  private static String destination(JsonNode change, JsonNode payload) {
    List<String> parts = new ArrayList<>();
    JsonNode contact = change.path("about").path("contact");
    if (contact.isNumber()) {
      parts.add("contact " + contact.asLong());
    } else if (payload.has("EndUserID")) {
      parts.add("no contact");
    }
    if (payload.hasNonNull("TicketPriority")) {
      parts.add(payload.path("TicketPriority").asText());
    }
    return parts.isEmpty() ? "" : "  → " + String.join(", ", parts);
  }

  private static String target(JsonNode change) {
    return change.hasNonNull("targetId") ? "  → " + change.path("targetId").asText() : "";
  }

  private static String fields(JsonNode payload) {
    List<String> fields = new ArrayList<>();
    payload
        .properties()
        .forEach(field -> fields.add(field.getKey() + "=" + field.getValue().asText()));
    return fields.isEmpty() ? "" : ": " + String.join(", ", fields);
  }
}
