package dev.caravan.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The fingerprint of a ticket is taken of {@code update} and {@code note}: a value that moves from
 * cycle to cycle must not reach them, and what a technician needs to know must.
 */
class StableTicketTest {
  private static final Set<String> MEASURED =
      Set.of(
          "freeSpace",
          "totalVolume",
          "percentage",
          "sample",
          "triggerCount",
          "lastTriggered",
          "value",
          "roundtripTime",
          "reasons",
          "currentValue",
          "responseValue",
          "degree",
          "currentLevel",
          "confidenceFactor",
          "state",
          "reason",
          "coherence",
          "entangled",
          "tags",
          "affectedDirectories",
          "infectedFiles");
  private static final Set<String> FREE_TEXT = Set.of("description", "errorMessage", "info");

  private static Mappings mappings;

  @BeforeAll
  static void open() {
    mappings = new Mappings();
  }

  @AfterAll
  static void close() {
    mappings.close();
  }

  @Test
  void measured_values_and_samples_leave_update_note_and_marker_alone() throws IOException {
    int changes = 0;
    for (JsonNode alert : alerts()) {
      JsonNode moved = alert.deepCopy();
      if (move(moved.path("alertContext"))) {
        changes++;
      }
      ((ObjectNode) moved).put("diagnostics", "Other processes").put("ticketNumber", "T2");
      JsonNode before = ticket(alert);
      JsonNode after = ticket(moved);
      assertThat(after.path("update")).as("%s", alert).isEqualTo(before.path("update"));
      assertThat(after.path("note")).as("%s", alert).isEqualTo(before.path("note"));
      assertThat(after.path("key")).isEqualTo(before.path("key"));
    }
    assertThat(changes).isGreaterThan(20);
  }

  @Test
  void figures_within_a_sample_leave_the_condition_alone() throws IOException {
    assertThat(condition("CPU temperature is 81 °C: critical"))
        .isEqualTo(condition("CPU temperature is 93 °C: melting"))
        .isNotEqualTo(condition("Backup is 3 days old"));
  }

  @Test
  void severity_device_and_site_are_news() throws IOException {
    ObjectNode alert = alerts().get(0).deepCopy();
    JsonNode before = ticket(alert);
    JsonNode graver = ticket(alert.deepCopy().put("priority", "Critical"));
    assertThat(graver.at("/update/TicketPriority").textValue()).isEqualTo("Critical");
    assertThat(graver.path("note")).isNotEqualTo(before.path("note"));
    for (String name : List.of("deviceName", "siteName")) {
      ObjectNode renamed = alert.deepCopy();
      ((ObjectNode) renamed.path("alertSourceInfo")).put(name, "NEW");
      assertThat(ticket(renamed).path("note")).isNotEqualTo(before.path("note"));
    }
  }

  @Test
  void a_title_that_quotes_nothing_follows_a_renamed_device() throws IOException {
    ObjectNode alert = (ObjectNode) read("datto-rmm-alert/disk-usage").get(0);
    ((ObjectNode) alert.path("alertSourceInfo")).put("deviceName", "WEB02");
    assertThat(ticket(alert).at("/update/TicketTitle").textValue()).startsWith("WEB02: Disk C:");
  }

  private static boolean move(JsonNode context) {
    boolean moved = false;
    for (String name : context.properties().stream().map(e -> e.getKey()).toList()) {
      JsonNode value = context.get(name);
      if (name.equals("samples") && value instanceof ObjectNode samples) {
        samples.properties().stream()
            .map(e -> e.getKey())
            .toList()
            .forEach(key -> samples.put(key, "something else altogether"));
        moved = true;
      } else if (MEASURED.contains(name) || FREE_TEXT.contains(name)) {
        ((ObjectNode) context).set(name, other(value));
        moved = true;
      }
    }
    return moved;
  }

  private static JsonNode other(JsonNode value) {
    if (value.isNumber()) {
      return Mappings.JSON.getNodeFactory().numberNode(value.doubleValue() / 2 + 1);
    }
    return value.isNull() ? value : Mappings.JSON.getNodeFactory().textNode("changed since");
  }

  private static String condition(String sample) throws IOException {
    ObjectNode alert = (ObjectNode) read("datto-rmm-alert/component-script-live").get(0);
    ((ObjectNode) alert.at("/alertContext/samples")).put("Alert", sample);
    return ticket(alert).at("/about/condition").textValue();
  }

  private static JsonNode ticket(JsonNode alert) {
    ArrayNode page = Mappings.JSON.createArrayNode().add(alert);
    return mappings.map("alert-to-atera-ticket", mappings.map("datto-rmm-alert", page)).get(0);
  }

  private static List<JsonNode> alerts() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/golden/datto-rmm-alert"))) {
      List<JsonNode> alerts = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".in.json")).sorted().toList()) {
        Mappings.JSON.readTree(file.toFile()).forEach(alerts::add);
      }
      return alerts.stream().filter(alert -> alert.path("alertSourceInfo").isObject()).toList();
    }
  }

  private static JsonNode read(String name) throws IOException {
    return Mappings.JSON.readTree(Path.of("src/test/resources/golden", name + ".in.json").toFile());
  }
}
