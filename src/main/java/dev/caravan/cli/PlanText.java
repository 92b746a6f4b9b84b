package dev.caravan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.cli.output.Shown;
import dev.caravan.cycle.CycleReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

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
      case "update" -> "~ update  " + summary + target(change) + news(change, payload);
      case "comment" -> "# comment " + summary + target(change);
      default -> "- close   " + summary + target(change);
    };
  }

  /** Who gets it, where a target asks for that, and how urgent it is. */
  private static String destination(JsonNode change, JsonNode payload) {
    List<String> parts = new ArrayList<>();
    JsonNode about = change.path("about");
    if (about.has("contact")) {
      JsonNode contact = about.path("contact");
      parts.add(contact.isNumber() ? "contact " + contact.asLong() : "no contact");
    }
    payload.properties().stream()
        .filter(field -> field.getKey().toLowerCase(Locale.ROOT).endsWith("priority"))
        .map(field -> said(field.getValue()))
        .filter(word -> !word.isEmpty())
        .findFirst()
        .ifPresent(parts::add);
    return parts.isEmpty() ? "" : "  → " + String.join(", ", parts);
  }

  private static String target(JsonNode change) {
    return change.hasNonNull("targetId") ? "  → " + change.path("targetId").asText() : "";
  }

  /** The fields that are to differ from what was written last; they all go out. */
  private static String news(JsonNode change, JsonNode payload) {
    JsonNode written = change.path("written");
    String fields =
        payload.properties().stream()
            .filter(field -> !field.getValue().equals(written.get(field.getKey())))
            .map(field -> field.getKey() + "=" + said(field.getValue()))
            .collect(Collectors.joining(", "));
    return fields.isEmpty() ? "" : ": " + fields;
  }

  private static String said(JsonNode value) {
    return value.isNull() ? "" : value.isValueNode() ? value.asText() : value.toString();
  }
}
