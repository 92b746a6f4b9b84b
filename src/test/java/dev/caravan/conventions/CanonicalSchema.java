package dev.caravan.conventions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The JSON schema of Camel's YAML DSL, as shipped and without its compact alternatives: no text
 * where an object may stand ({@code log: hello}), no language directly below a step ({@code
 * setBody: {simple: ...}}), no {@code from} outside of a route.
 */
final class CanonicalSchema {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LANGUAGES =
      "#/items/definitions/org.apache.camel.model.language.ExpressionDefinition";

  private final JsonSchema schema;

  private CanonicalSchema(JsonNode schema) {
    this.schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(schema);
  }

  static CanonicalSchema asShipped() {
    return new CanonicalSchema(read());
  }

  static CanonicalSchema canonical() {
    JsonNode root = read();
    ((ObjectNode) root.at("/items/properties")).remove("from");
    for (JsonNode definition : root.at("/items/definitions")) {
      dropText((ObjectNode) definition);
      dropLanguages((ObjectNode) definition);
    }
    return new CanonicalSchema(root);
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

  private static void dropText(ObjectNode definition) {
    if (definition.get("oneOf") instanceof ArrayNode alternatives) {
      for (int i = alternatives.size() - 1; i >= 0; i--) {
        if (alternatives.get(i).path("type").asText().equals("string")) {
          alternatives.remove(i);
        }
      }
    }
  }

  /** Among "a language, or neither, or expression", only the last is canonical. */
  private static void dropLanguages(ObjectNode definition) {
    for (JsonNode alternative : definition.path("anyOf")) {
      JsonNode languages = alternative.path("oneOf");
      if (languages.path(0).path("$ref").asText().equals(LANGUAGES)) {
        ((ArrayNode) languages).remove(0);
      }
    }
  }

  private static JsonNode read() {
    try (InputStream schema =
        CanonicalSchema.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
      JsonNode root = JSON.readTree(Objects.requireNonNull(schema));
      // A remark that the validator does not know.
      root.findParents("deprecated").stream()
          .filter(node -> node.path("deprecated").isBoolean())
          .forEach(node -> ((ObjectNode) node).remove("deprecated"));
      return root;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
