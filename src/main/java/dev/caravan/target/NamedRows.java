package dev.caravan.target;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rows that an answer to a write names, by marker and by id: their order proves nothing. Pure.
 */
record NamedRows(Map<String, Long> byMarker, Set<Long> ids) {
  /** An answer without rows names nothing; what it means is for a look at the table. */
  static NamedRows of(RowTarget table, JsonNode answer) {
    Map<String, Long> byMarker = new HashMap<>();
    Set<Long> ids = new TreeSet<>();
    table
        .rows(answer)
        .forEach(
            answered -> {
              RowTarget.Row row = table.row(answered);
              if (row != null) {
                ids.add(row.id());
                byMarker.put(row.marker(), row.id());
              }
            });
    return new NamedRows(byMarker, ids);
  }

  boolean isEmpty() {
    return ids.isEmpty();
  }

  /** The row that the answer names for a change. */
  OptionalLong rowOf(PendingWrite change) {
    if (change.isCreate()) {
      Long row = byMarker.get(change.marker());
      return row == null ? OptionalLong.empty() : OptionalLong.of(row);
    }
    long row = change.targetId().asLong();
    return ids.contains(row) ? OptionalLong.of(row) : OptionalLong.empty();
  }
}
