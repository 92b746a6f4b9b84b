package dev.caravan.reconcile.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** JSON that the ledger keeps as text, and bodies that arrive in one of several forms. */
public final class JsonArrays {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonArrays() {}

  /** An object that we wrote ourselves. */
  public static ObjectNode object(@Nullable String text) {
    return text == null ? JsonNodeFactory.instance.objectNode() : (ObjectNode) tree(text);
  }

  /**
   * The array in a message body, whatever form a step gave it.
   *
   * @throws UnusableRecord when it is none
   */
  public static Iterable<JsonNode> array(@Nullable Object body, String from) {
    JsonNode node = node(body);
    if (!node.isArray()) {
      throw new UnusableRecord("%s must give a JSON array, not %s".formatted(from, inWords(node)));
    }
    return node;
  }

  /** What a value is, for people who write a mapping. */
  static String inWords(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "an array";
      case OBJECT -> "an object";
      case STRING -> "a text";
      case NUMBER -> "a number";
      case MISSING -> "nothing";
      default -> value.asText();
    };
  }

  /** The tree of a body that is a tree, a text, a list or nothing. */
  static JsonNode node(@Nullable Object body) {
    if (body instanceof JsonNode node) {
      return node;
    }
    if (body instanceof CharSequence text) {
      return tree(text.toString());
    }
    if (body instanceof byte[] bytes) {
      return tree(new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
    }
    if (body instanceof Collection<?> items) {
      return MAPPER.valueToTree(items);
    }
    return JsonNodeFactory.instance.missingNode();
  }

  private static JsonNode tree(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UnusableRecord("This is not JSON: " + e.getOriginalMessage());
    }
  }
}
