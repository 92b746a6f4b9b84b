package dev.caravan.reconcile;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Digests of 128 bits: they tell apart, they protect nothing. */
final class Digests {
  private static final int BYTES = 16;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final String OF_NOTHING = of(new byte[0]);

  private Digests() {}

  /** An object as JSON, its members in the order of their names: equal objects give equal texts. */
  static String text(ObjectNode node) {
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

  static String of(@Nullable String text) {
    return text == null ? OF_NOTHING : of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String of(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
