package dev.caravan.vendors.ninox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.caravan.call.Answers;
import dev.caravan.target.PendingWrite;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The rows that an answer to a write names, by marker and by id: their order proves nothing. Pure.
 */
record NamedRows(Map<String, Long> byMarker, Set<Long> ids) {
  /** An answer without rows names nothing; what it means is for a look at the table. */
  static NamedRows of(@Nullable String body) {
    JsonNode answer = Answers.treeOrNothing(body);
    Map<String, Long> byMarker = new HashMap<>();
    Set<Long> ids = new TreeSet<>();
    for (JsonNode row : rows(answer)) {
      if (row.path("id").canConvertToLong()) {
        long id = row.path("id").asLong();
        ids.add(id);
        byMarker.put(row.path("fields").path(TableSchema.MARKER).asText(), id);
      }
    }
    return new NamedRows(byMarker, ids);
  }

  /** An array for an array, an object for an object; some servers put either into an envelope. */
  private static JsonNode rows(JsonNode answer) {
    JsonNode list = NinoxTables.list(answer);
    return list == null ? JsonNodeFactory.instance.arrayNode().add(answer) : list;
  }

  boolean isEmpty() {
    return ids.isEmpty();
  }

  /** The row that the answer names for a change. */
  OptionalLong rowOf(PendingWrite change) {
    if (change.op().equals("create")) {
      Long row = byMarker.get(change.marker());
      return row == null ? OptionalLong.empty() : OptionalLong.of(row);
    }
    long row = change.targetId().asLong();
    return ids.contains(row) ? OptionalLong.of(row) : OptionalLong.empty();
  }
}
