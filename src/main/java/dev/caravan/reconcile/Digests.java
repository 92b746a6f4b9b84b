package dev.caravan.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Digests that do not depend on the order of members. 128 bits: they tell apart, they protect
 * nothing.
 */
final class Digests {
  private static final int BYTES = 16;
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final ObjectWriter SORTED =
      MAPPER.writer().with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private Digests() {}

  static String of(@Nullable JsonNode node) {
    try {
      Object value = node == null ? null : MAPPER.treeToValue(node, Object.class);
      return of(SORTED.writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree can always be written", e);
    }
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
