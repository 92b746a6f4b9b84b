package dev.caravan.reconcile.record;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;

/** JSON whose text tells whether two objects are equal. */
final class CanonicalJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private CanonicalJson() {}

  /** An object as JSON, its members in the order of their names: equal objects give equal texts. */
  static String of(ObjectNode node) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = MAPPER.createGenerator(text)) {
      write(node, json);
    } catch (IOException e) {
      throw new UncheckedIOException("A tree can always be written", e);
    }
    return text.toString();
  }

  private static void write(JsonNode node, JsonGenerator json) throws IOException {
    if (node instanceof ObjectNode object) {
      String[] names = new String[object.size()];
      int count = 0;
      for (Map.Entry<String, JsonNode> member : object.properties()) {
        names[count++] = member.getKey();
      }
      Arrays.sort(names);
      json.writeStartObject();
      for (String name : names) {
        json.writeFieldName(name);
        write(object.get(name), json);
      }
      json.writeEndObject();
    } else if (node instanceof ArrayNode array) {
      json.writeStartArray();
      for (JsonNode item : array) {
        write(item, json);
      }
      json.writeEndArray();
    } else if (node.isTextual()) {
      json.writeString(node.textValue());
    } else {
      json.writeTree(node);
    }
  }
}
