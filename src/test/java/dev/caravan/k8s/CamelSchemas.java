package dev.caravan.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The schemas of Camel K's custom resources; what they do not name is an error. */
final class CamelSchemas {
  private static final String TRAITS = "/properties/spec/properties/traits/properties";
  private static final String POD =
      "/properties/spec/properties/template/properties/spec/properties";

  /** What came after the last version of the schemas that is published, by where it stands. */
  private static final Map<String, Map<String, String>> NEWER =
      Map.of(
          TRAITS + "/health/properties",
          Map.of("livenessPort", "integer", "readinessPort", "integer", "startupPort", "integer"),
          TRAITS + "/mount/properties",
          Map.of("emptyDirs", "array"),
          POD,
          Map.of("enableServiceLinks", "boolean"));

  private final Map<String, JsonSchema> schemas = new HashMap<>();

  /** What is wrong with an Integration or a Kamelet; empty when nothing is. */
  List<String> problems(JsonNode manifest) {
    String kind = manifest.path("kind").asText();
    return schemas.computeIfAbsent(kind, CamelSchemas::schema).validate(manifest).stream()
        .map(ValidationMessage::getMessage)
        .map(message -> Manifests.name(manifest) + ": " + message)
        .toList();
  }

  private static JsonSchema schema(String kind) {
    String file = "/camel.apache.org_%ss.yaml".formatted(kind.toLowerCase(Locale.ROOT));
    try (InputStream in = CamelSchemas.class.getResourceAsStream(file)) {
      String text =
          new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
      JsonNode version = Manifests.parse(text).get(0).at("/spec/versions/0");
      ObjectNode schema = (ObjectNode) version.at("/schema/openAPIV3Schema");
      NEWER.forEach(
          (where, fields) -> {
            if (schema.at(where) instanceof ObjectNode known) {
              fields.forEach((field, type) -> known.putObject(field).put("type", type));
            }
          });
      close(schema);
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(schema);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As the API server reads it: other fields are none, unless it says that it keeps them. */
  private static void close(JsonNode node) {
    if (node instanceof ObjectNode schema) {
      boolean open =
          schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()
              || schema.has("additionalProperties");
      if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
        schema.remove(List.of("type", "anyOf", "pattern"));
      }
      JsonNode properties = schema.path("properties");
      // Of metadata it says nothing but that it is there.
      if (properties.isObject() && !open) {
        schema.put("additionalProperties", false);
      }
      properties.forEach(CamelSchemas::close);
      close(schema.path("items"));
      close(schema.path("additionalProperties"));
    }
  }
}
