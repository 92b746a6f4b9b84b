package dev.caravan.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;

/**
 * What of a list of open records is open. Some vendors list a record for a while that says itself
 * that it is over: it counts as one that is not listed, so that its end is asked for as any other's
 * is. Pure.
 */
public final class OpenRecords {
  private static final String OVER = "over";

  /**
   * The records of a page without those whose canonical member {@code over} is true; the page
   * itself where there are none.
   */
  public JsonNode only(JsonNode page) {
    boolean all = true;
    for (JsonNode record : page) {
      all &= !record.path(OVER).asBoolean();
    }
    if (all || !(page instanceof ArrayNode array)) {
      return page;
    }
    ArrayNode open = array.arrayNode();
    array.forEach(
        record -> {
          if (!record.path(OVER).asBoolean()) {
            open.add(record);
          }
        });
    return open;
  }
}
