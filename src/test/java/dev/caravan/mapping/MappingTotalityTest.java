package dev.caravan.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a vendor leaves out, the page is mapped: one odd record must not stop a sync. */
class MappingTotalityTest {
  private static final int ROUNDS = 20;
  private static final JsonNode[] ODD = {
    NullNode.getInstance(),
    Mappings.JSON.getNodeFactory().textNode(""),
    Mappings.JSON.getNodeFactory().textNode("odd"),
    Mappings.JSON.getNodeFactory().numberNode(-1),
    Mappings.JSON.getNodeFactory().booleanNode(true),
    Mappings.JSON.createObjectNode().putNull("x"),
    Mappings.JSON.createArrayNode().add("x").addNull(),
  };

  private static Mappings mappings;

  @BeforeAll
  static void open() {
    mappings = new Mappings();
  }

  @AfterAll
  static void close() {
    mappings.close();
  }

  @ParameterizedTest
  @CsvSource({
    "datto-rmm-alert, alertUid",
    "datto-rmm-device, uid",
    "datto-rmm-site, uid",
    "atera-alert, AlertID",
    "atera-agent, AgentID",
    "atera-ticket, TicketID",
    "atera-customer, CustomerID",
    "atera-contact, EndUserID",
    "opsramp-alert, uniqueId",
    "opsramp-resource, id",
    "alert-to-atera-ticket, key",
    "alert-to-opsramp-incident, key",
    "ticket-to-ninox-row, key"
  })
  void maps_a_page_whatever_members_are_null(String mapping, String key) throws IOException {
    everyAnswerHasOneRecordEach(mapping, key, new Random(1), 1);
  }

  @ParameterizedTest
  @CsvSource({
    "datto-rmm-alert, alertUid",
    "datto-rmm-device, uid",
    "datto-rmm-site, uid",
    "atera-alert, AlertID",
    "atera-agent, AgentID",
    "atera-ticket, TicketID",
    "atera-customer, CustomerID",
    "atera-contact, EndUserID",
    "opsramp-alert, uniqueId",
    "opsramp-resource, id"
  })
  void maps_a_page_whatever_types_its_members_have(String mapping, String key) throws IOException {
    everyAnswerHasOneRecordEach(mapping, key, new Random(2), ODD.length);
  }

  @Test
  void what_comes_out_of_the_alert_mapping_goes_into_the_ticket_mapping() throws IOException {
    for (JsonNode page : pages("datto-rmm-alert")) {
      JsonNode tickets =
          mappings.map("alert-to-atera-ticket", mappings.map("datto-rmm-alert", page));
      assertThat(tickets).hasSameSizeAs(page);
      assertThat(tickets)
          .allSatisfy(
              ticket -> {
                JsonNode create = ticket.path("create");
                assertThat(create.path("TicketTitle").textValue()).isNotBlank();
                assertThat(create.path("TicketTitle").textValue().length())
                    .isLessThanOrEqualTo(182);
                assertThat(create.path("Description").textValue()).isNotBlank();
                assertThat(ticket.path("note").textValue()).isNotBlank();
              });
    }
  }

  @ParameterizedTest
  @CsvSource({
    "datto-rmm-alert, alertUid",
    "datto-rmm-device, uid",
    "datto-rmm-site, uid",
    "atera-alert, AlertID",
    "atera-agent, AgentID",
    "atera-ticket, TicketID",
    "atera-customer, CustomerID",
    "atera-contact, EndUserID",
    "opsramp-alert, uniqueId",
    "opsramp-resource, id"
  })
  void says_so_when_a_record_has_no_key(String mapping, String key) throws IOException {
    for (JsonNode absent : List.of(ODD[0], ODD[1])) {
      ArrayNode page = pages(mapping).get(0).deepCopy();
      ((ObjectNode) page.get(0)).set(key, absent);
      assertThatThrownBy(() -> mappings.map(mapping, page))
          .hasStackTraceContaining("has no " + key);
    }
    assertThatThrownBy(() -> mappings.map(mapping, Mappings.JSON.readTree("[7]")))
        .hasStackTraceContaining("has no " + key);
  }

  @ParameterizedTest
  @CsvSource({
    "datto-rmm-alert",
    "datto-rmm-device",
    "datto-rmm-site",
    "atera-alert",
    "atera-agent",
    "atera-ticket",
    "atera-customer",
    "atera-contact",
    "opsramp-alert",
    "opsramp-resource",
    "alert-to-atera-ticket",
    "alert-to-opsramp-incident",
    "ticket-to-ninox-row",
    "row-to-atera-ticket"
  })
  void says_so_when_the_page_is_no_array(String mapping) {
    assertThatThrownBy(() -> mappings.map(mapping, Mappings.JSON.createObjectNode()))
        .hasStackTraceContaining("expected an array")
        .hasStackTraceContaining("not object");
  }

  private static void everyAnswerHasOneRecordEach(
      String mapping, String key, Random random, int kinds) throws IOException {
    for (JsonNode page : pages(mapping)) {
      for (int round = 0; round < ROUNDS; round++) {
        JsonNode changed = page.deepCopy();
        changed.forEach(row -> spoil(row, key, random, kinds));
        JsonNode answer = mappings.map(mapping, changed);
        assertThat(answer).as("%s of %s", mapping, changed).hasSameSizeAs(page);
        assertThat(answer).allSatisfy(row -> assertThat(row.path("key").textValue()).isNotBlank());
      }
    }
  }

  private static void spoil(JsonNode node, String key, Random random, int kinds) {
    if (node instanceof ObjectNode members) {
      for (String name : names(members)) {
        if (!name.equals(key) && random.nextInt(4) == 0) {
          members.set(name, ODD[random.nextInt(kinds)]);
        } else {
          spoil(members.get(name), key, random, kinds);
        }
      }
    }
  }

  private static List<String> names(ObjectNode members) {
    return members.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static List<JsonNode> pages(String mapping) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/golden", mapping))) {
      return files
          .filter(file -> file.toString().endsWith(".in.json"))
          .sorted()
          .map(MappingTotalityTest::read)
          .filter(page -> !page.isEmpty())
          .toList();
    }
  }

  private static JsonNode read(Path file) {
    try {
      return Mappings.JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
