package dev.caravan.reconcile.record;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Map;

/** JSON whose text tells whether two objects are equal. */
final class CanonicalJson {
  private static final int USUAL_LENGTH = 512;

  private CanonicalJson() {}

  /** An object as JSON, its members in the order of their names: equal objects give equal texts. */
  static String of(ObjectNode node) {
    StringBuilder text = new StringBuilder(USUAL_LENGTH);
    write(node, text);
    return text.toString();
  }

  private static void write(JsonNode node, StringBuilder text) {
    if (node instanceof ObjectNode object) {
      String[] names = new String[object.size()];
      int count = 0;
      for (Map.Entry<String, JsonNode> member : object.properties()) {
        names[count++] = member.getKey();
      }
      Arrays.sort(names);
      char before = '{';
      for (String name : names) {
        text.append(before);
        quoted(name, text);
        text.append(':');
        write(object.get(name), text);
        before = ',';
      }
      text.append(names.length == 0 ? "{}" : "}");
    } else if (node instanceof ArrayNode array) {
      char before = '[';
      for (JsonNode item : array) {
        text.append(before);
        write(item, text);
        before = ',';
      }
      text.append(array.isEmpty() ? "[]" : "]");
    } else if (node.isTextual()) {
      quoted(node.textValue(), text);
    } else {
      text.append(node);
    }
  }

  private static void quoted(String value, StringBuilder text) {
    text.append('"');
    JsonStringEncoder.getInstance().quoteAsString(value, text);
    text.append('"');
  }
}
