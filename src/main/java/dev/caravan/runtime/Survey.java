package dev.caravan.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * The end of a survey's route: keeps what a later reconciliation needs of each mapped record.
 * Thread-safe.
 */
public final class Survey {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final List<JsonNode> records = new ArrayList<>();

  /** Takes a page of mapped records and answers for no change at all. */
  public synchronized ArrayNode show(Object page) {
    JsonNode mapped = page instanceof JsonNode node ? node : MAPPER.valueToTree(page);
    mapped.forEach(record -> records.add(record.deepCopy()));
    return JsonNodeFactory.instance.arrayNode();
  }

  synchronized List<JsonNode> records() {
    return List.copyOf(records);
  }
}
