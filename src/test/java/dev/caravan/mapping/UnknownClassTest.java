package dev.caravan.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An alert of a monitor class that nobody has documented gets a title of plain words. */
class UnknownClassTest {
  private static Mappings mappings;

  @BeforeAll
  static void open() {
    mappings = new Mappings();
  }

  @AfterAll
  static void close() {
    mappings.close();
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "a_class_of_next_year_ctx, A class of next year",
    "QuantumStateContext, Quantum state",
    "quantumStateCTX, Quantum state",
    "DISK_LATENCY_ctx, Disk latency",
    "com.acme.Monitor$FanSpeed, Com acme monitor fan speed",
    "class42_ctx, Class42",
    "überlauf_ctx, Überlauf",
    "перегрев_ctx, Перегрев",
    "温度_ctx, 温度",
    "'<b>loud</b>', B loud b",
    "'a: b=c; d', A b c d"
  })
  void the_class_is_said_in_words(String monitor, String title) throws IOException {
    JsonNode ticket = ticket("\"%s\"".formatted(monitor), "{\"nested\":{\"deep\":1}}");
    assertThat(ticket.at("/create/TicketTitle").textValue())
        .isEqualTo("LAPTOP-VOORBEELD: %s (Voorbeeld Klant B.V.)", title);
    assertThat(ticket.at("/create/Description").textValue()).contains("Nested: deep: 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"null", "\"\"", "\" \"", "\"_ctx\"", "\"Context\"", "\"--\"", "7", "{}", "[1]"})
  void a_class_without_words_is_an_unknown_monitor(String monitor) throws IOException {
    assertThat(ticket(monitor, "{\"name\":\"x\"}").at("/create/TicketTitle").textValue())
        .isEqualTo("LAPTOP-VOORBEELD: Alert of an unknown monitor (Voorbeeld Klant B.V.)");
  }

  @Test
  void what_was_measured_moves_neither_title_nor_note() throws IOException {
    JsonNode before = ticket("\"odd_ctx\"", "{\"level\":1,\"nested\":{\"deep\":1}}");
    JsonNode after = ticket("\"odd_ctx\"", "{\"level\":\"high\",\"nested\":[2],\"more\":true}");
    assertThat(after.path("update")).isEqualTo(before.path("update"));
    assertThat(after.path("note")).isEqualTo(before.path("note"));
    assertThat(after.at("/update/TicketTitle").textValue()).contains("Odd");
  }

  private static JsonNode ticket(String monitor, String members) throws IOException {
    JsonNode page =
        Mappings.JSON.readTree(
            Path.of("src/test/resources/golden/datto-rmm-alert/component-script-live.in.json")
                .toFile());
    ObjectNode context = (ObjectNode) Mappings.JSON.readTree(members);
    context.set("@class", Mappings.JSON.readTree(monitor));
    ((ObjectNode) page.get(0)).set("alertContext", context);
    return mappings.map("alert-to-atera-ticket", mappings.map("datto-rmm-alert", page)).get(0);
  }
}
