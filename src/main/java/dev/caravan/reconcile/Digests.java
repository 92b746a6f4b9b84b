package dev.caravan.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Digests that do not depend on the order of members. 128 bits: they tell apart, they protect
 * nothing.
 */
final class Digests {
  private static final int BYTES = 16;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Digests() {}

  static String of(@Nullable JsonNode node) {
    try {
      return of(MAPPER.writeValueAsBytes(node == null ? null : sorted(node)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree can always be written", e);
    }
  }

  private static JsonNode sorted(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode sorted = object.objectNode();
      object.properties().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(member -> sorted.set(member.getKey(), sorted(member.getValue())));
      return sorted;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode items = array.arrayNode(array.size());
      array.forEach(item -> items.add(sorted(item)));
      return items;
    }
    return node;
  }

  static String of(@Nullable String text) {
    return of((text == null ? "" : text).getBytes(StandardCharsets.UTF_8));
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
