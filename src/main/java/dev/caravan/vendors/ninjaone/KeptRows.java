package dev.caravan.vendors.ninjaone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.Exchange;

/** Keeps of each row of a listing what other records need of it, for the cycle. Thread-safe. */
public final class KeptRows {
  private final String id;
  private final Function<Directory, Map<String, ObjectNode>> place;
  private final Function<JsonNode, ObjectNode> wanted;

  /**
   * @param id the member by which a row is found; a row without it is left out
   * @param place where the rows are kept
   * @param wanted what is kept of a row
   */
  KeptRows(
      String id,
      Function<Directory, Map<String, ObjectNode>> place,
      Function<JsonNode, ObjectNode> wanted) {
    this.id = id;
    this.place = place;
    this.wanted = wanted;
  }

  public void begin(Exchange exchange) {
    place.apply(Directory.of(exchange)).clear();
  }

  /** Keeps the rows of the page in the body; of several with one number the first. */
  public void collect(Exchange exchange) {
    Map<String, ObjectNode> kept = place.apply(Directory.of(exchange));
    for (JsonNode row : exchange.getMessage().getBody(JsonNode.class)) {
      String key = row.path(id).asText("");
      if (!key.isEmpty()) {
        kept.putIfAbsent(key, wanted.apply(row));
      }
    }
  }

  public void result(Exchange exchange) {
    exchange.getMessage().setBody(null);
  }

  /** An object with those members of a row that it has. */
  static ObjectNode only(JsonNode row, String... members) {
    ObjectNode kept = JsonNodeFactory.instance.objectNode();
    for (String member : members) {
      JsonNode value = row.get(member);
      if (value != null && value.isValueNode()) {
        kept.set(member, value);
      }
    }
    return kept;
  }
}
