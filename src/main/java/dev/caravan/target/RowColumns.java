package dev.caravan.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map.Entry;

/** The columns of a row that a change writes. Pure. */
final class RowColumns {
  private RowColumns() {}

  /** Of a new row: those with a value. */
  static ObjectNode created(ObjectNode payload) {
    ObjectNode columns = payload.objectNode();
    for (Entry<String, JsonNode> column : payload.properties()) {
      if (!column.getValue().isNull()) {
        columns.set(column.getKey(), column.getValue());
      }
    }
    return columns;
  }

  /**
   * Of a row that exists: those that differ from what was written before. A column is emptied only
   * where a value may be ours: any other was put in by a person.
   */
  static ObjectNode changed(ObjectNode payload, JsonNode change) {
    boolean whole = change.path("whole").asBoolean(false);
    JsonNode written = change.path("written");
    ObjectNode columns = payload.objectNode();
    for (Entry<String, JsonNode> column : payload.properties()) {
      String name = column.getKey();
      JsonNode value = column.getValue();
      if (value.isNull() ? mayHoldOurs(change, name) : whole || !value.equals(written.get(name))) {
        columns.set(name, value);
      }
    }
    return columns;
  }

  private static boolean mayHoldOurs(JsonNode change, String name) {
    boolean ours = change.path("written").hasNonNull(name);
    for (JsonNode payload : change.path("maybeWritten")) {
      ours |= payload.hasNonNull(name);
    }
    return ours;
  }
}
