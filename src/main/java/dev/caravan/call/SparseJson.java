package dev.caravan.call;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON into trees, as Jackson does, but leaves out what is null where hundreds of members
 * mostly are: to keep them costs more than all the rest. What makes an answer ambiguous is refused:
 * something after its end, and a member that is there twice around the records, where it says
 * whether the list is whole. A number beyond what a double holds is null. Pure.
 */
final class SparseJson {
  private static final JsonFactory PARSERS = new ObjectMapper().getFactory();

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonParser parser;
  private final Set<String> sparse;

  private SparseJson(JsonParser parser, Set<String> sparse) {
    this.parser = parser;
    this.sparse = sparse;
  }

  /**
   * @param sparse the members whose value is an object of which nulls are left out
   * @return null where it is not JSON
   */
  static @Nullable JsonNode readOrNull(byte[] utf8, Set<String> sparse) {
    try {
      return read(PARSERS.createParser(utf8), sparse);
    } catch (JsonProcessingException notJson) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException("Bytes in memory can always be read", e);
    }
  }

  /** Missing where there is nothing. */
  static JsonNode read(String text) throws JsonProcessingException {
    try {
      return read(PARSERS.createParser(text), Set.of());
    } catch (JsonProcessingException notJson) {
      throw notJson;
    } catch (IOException e) {
      throw new UncheckedIOException("A text in memory can always be read", e);
    }
  }

  private static JsonNode read(JsonParser open, Set<String> sparse) throws IOException {
    try (JsonParser parser = open) {
      if (parser.nextToken() == null) {
        return NODES.missingNode();
      }
      JsonNode tree = new SparseJson(parser, sparse).value(false);
      if (parser.nextToken() != null) {
        throw new JsonParseException(parser, "something follows its end");
      }
      return tree;
    }
  }

  private JsonNode value(boolean isSparse) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(isSparse);
      case START_ARRAY -> array();
      case VALUE_STRING -> NODES.textNode(parser.getText());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      case VALUE_NUMBER_INT -> whole();
      case VALUE_NUMBER_FLOAT -> {
        double number = parser.getDoubleValue();
        yield Double.isInfinite(number) ? NODES.nullNode() : NODES.numberNode(number);
      }
      default -> throw new JsonParseException(parser, "no value begins here");
    };
  }

  private ObjectNode object(boolean isSparse) throws IOException {
    ObjectNode object = NODES.objectNode();
    boolean around = isAroundRecords();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonNode before = null;
      if (parser.nextToken() != JsonToken.VALUE_NULL) {
        before = object.replace(name, value(sparse.contains(name)));
      } else if (!isSparse) {
        before = object.replace(name, NODES.nullNode());
      }
      if (around && before != null) {
        throw new JsonParseException(parser, "a member of it is there twice");
      }
    }
    return object;
  }

  /** The answer itself, and what stands in it beside the records; a record is in an array. */
  private boolean isAroundRecords() {
    JsonStreamContext here = parser.getParsingContext();
    return here.getNestingDepth() == 1
        || (here.getNestingDepth() == 2 && here.getParent().inObject());
  }

  private ArrayNode array() throws IOException {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(false));
    }
    return array;
  }

  private JsonNode whole() throws IOException {
    return switch (parser.getNumberType()) {
      case INT -> NODES.numberNode(parser.getIntValue());
      case LONG -> NODES.numberNode(parser.getLongValue());
      default -> NODES.numberNode(parser.getBigIntegerValue());
    };
  }
}
