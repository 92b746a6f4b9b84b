package dev.caravan.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The JSON schemas of Camel's YAML DSL: that of the Camel that runs, which allows compact notation
 * too, and the canonical one of a later Camel, which allows nothing else: no text where an object
 * may stand ({@code log: hello}), no language directly below a step ({@code setBody: {simple:
 * ...}}), no {@code from} outside of a route. A file must be valid in both.
 */
final class CanonicalSchema {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path UNPACKED = Path.of("target/schema/camelYamlDsl-canonical.json");

  private final JsonSchema schema;

  private CanonicalSchema(JsonNode root) {
    // A remark that the validator does not know.
    root.findParents("deprecated").stream()
        .filter(node -> node.path("deprecated").isBoolean())
        .forEach(node -> ((ObjectNode) node).remove("deprecated"));
    this.schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(root);
  }

  static CanonicalSchema ofTheCamelThatRuns() {
    try (InputStream text =
        CanonicalSchema.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
      return new CanonicalSchema(JSON.readTree(Objects.requireNonNull(text)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static CanonicalSchema canonical() {
    assertThat(UNPACKED)
        .as("the schema that `mvn generate-test-resources` unpacks into target/")
        .exists();
    try (InputStream text = Files.newInputStream(UNPACKED)) {
      JsonNode root = JSON.readTree(text);
      // It stands there still, and is warned of as compact.
      ((ObjectNode) root.at("/items/properties")).remove("from");
      return new CanonicalSchema(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is wrong with a list of routes and the like; empty when nothing is. */
  List<String> problems(Object routes) {
    return schema.validate(JSON.valueToTree(routes)).stream()
        .map(ValidationMessage::getMessage)
        .toList();
  }

  /** The same for the template of a Kamelet: as if its from stood in a route. */
  List<String> problemsOfTemplate(Object from) {
    return problems(List.of(Map.of("route", Map.of("from", from))));
  }
}
