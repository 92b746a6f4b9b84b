package dev.caravan.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mapping files as a route uses them: YAML, a text body, one expression for all messages. */
class MappingRouteTest {
  private static final int PAGE = 250;

  @TempDir Path folder;
  private final CamelContext context = new DefaultCamelContext();
  private final ProducerTemplate producer = context.createProducerTemplate();

  @BeforeEach
  void start() {
    context.getRegistry().bind("jqScope", Mappings.scope(ContactBook.EMPTY, AccountSettings.NONE));
    context.start();
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void a_yaml_route_maps_a_text_page_to_tickets() throws Exception {
    route(
        "routes/vendors/datto-rmm/datto-rmm-alert.jq", "routes/mappings/alert-to-atera-ticket.jq");
    JsonNode tickets = send(Files.readString(golden("datto-rmm-alert/component-script-live")));
    assertThat(tickets.at("/0/create/TicketTitle").textValue())
        .isEqualTo("LAPTOP-VOORBEELD: BSODView Command has Failed: ... (Voorbeeld Klant B.V.)");
    assertThat(tickets.at("/0/create/EndUserID").longValue()).isEqualTo(128);
  }

  @Test
  void a_mapping_is_read_and_compiled_once() throws Exception {
    Path mapping = folder.resolve("once.jq");
    Files.writeString(mapping, "map(.key)");
    route(mapping.toString());
    assertThat(send("[{\"key\":\"a\"}]")).hasToString("[\"a\"]");
    Files.writeString(mapping, "this is not jq (");
    assertThat(send("[{\"key\":\"b\"}]")).hasToString("[\"b\"]");
  }

  @Test
  void the_largest_page_of_alerts_takes_a_moment() throws Exception {
    route(
        "routes/vendors/datto-rmm/datto-rmm-alert.jq", "routes/mappings/alert-to-atera-ticket.jq");
    ArrayNode page = Mappings.JSON.createArrayNode();
    List<JsonNode> samples =
        List.of(
            read("datto-rmm-alert/component-script-live"),
            read("datto-rmm-alert/disk-usage"),
            read("datto-rmm-alert/undocumented-dialects"));
    IntStream.range(0, PAGE).forEach(i -> page.add(samples.get(i % samples.size()).get(0)));
    takesAtMost(Duration.ofSeconds(5), page);
  }

  @Test
  void the_largest_page_of_devices_with_300_user_fields_takes_a_moment() throws Exception {
    route("routes/vendors/datto-rmm/datto-rmm-device.jq");
    ObjectNode device = (ObjectNode) read("datto-rmm-device/server").get(0);
    ObjectNode fields = device.putObject("udf");
    IntStream.rangeClosed(1, 300).forEach(i -> fields.put("udf" + i, "value " + i));
    ArrayNode page = Mappings.JSON.createArrayNode();
    IntStream.range(0, PAGE).forEach(i -> page.add(device.deepCopy().put("uid", "device-" + i)));
    JsonNode devices = takesAtMost(Duration.ofSeconds(5), page);
    assertThat(devices.toString()).doesNotContain("udf", "value 7");
  }

  /** The bound is many times what two busy cores need; it finds a mapping gone quadratic. */
  private JsonNode takesAtMost(Duration limit, ArrayNode page) {
    String text = page.toString();
    send(text);
    long begin = System.nanoTime();
    JsonNode answer = send(text);
    Duration taken = Duration.ofNanos(System.nanoTime() - begin);
    assertThat(answer).hasSize(PAGE);
    assertThat(taken).isLessThan(limit);
    return answer;
  }

  private void route(String... mappings) throws Exception {
    StringBuilder steps = new StringBuilder();
    for (String mapping : mappings) {
      steps.append(
          """
                - setBody:
                    expression:
                      jq:
                        expression: resource:file:%s
          """
              .formatted(mapping));
    }
    String yaml =
        """
        - route:
            id: map-page
            from:
              uri: direct:map-page
              steps:
        """
            + steps.toString().indent(0);
    PluginHelper.getRoutesLoader(context)
        .loadRoutes(ResourceHelper.fromString("map-page.camel.yaml", yaml));
  }

  private JsonNode send(String body) {
    Exchange answer =
        producer.send(
            "direct:map-page",
            exchange -> {
              Mappings.VARIABLES.forEach(exchange::setVariable);
              exchange.getMessage().setBody(body);
            });
    assertThat(answer.getException()).isNull();
    return (JsonNode) answer.getMessage().getBody();
  }

  private static Path golden(String name) {
    return Path.of("src/test/resources/golden", name + ".in.json");
  }

  private static JsonNode read(String name) throws IOException {
    return Mappings.JSON.readTree(golden(name).toFile());
  }
}
