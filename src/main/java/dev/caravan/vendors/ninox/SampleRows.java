package dev.caravan.vendors.ninox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Rows as people may write them into a table, for a mapping to be tried on. Pure. */
final class SampleRows {
  private static final String TEXT = "sample";

  private SampleRows() {}

  /**
   * Canonical rows with a value in each column but that of our marker; together they have every
   * choice.
   */
  static ArrayNode of(TableSchema table) {
    int most =
        table.columns().values().stream()
            .mapToInt(column -> column.choices().size())
            .max()
            .orElse(0);
    ArrayNode page = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < Math.max(1, most); i++) {
      ObjectNode row = page.addObject().put("key", TEXT + i).put("vendor", "ninox");
      row.put("createdAt", "2026-01-01T00:00:00Z").put("changedAt", "2026-01-01T00:00:00Z");
      ObjectNode fields = row.putObject("fields");
      for (Column column : table.columns().values()) {
        if (!column.name().equals(TableSchema.MARKER)) {
          put(fields, column, i);
        }
      }
    }
    return page;
  }

  private static void put(ObjectNode fields, Column column, int row) {
    List<String> choices = new ArrayList<>(column.choices().values());
    switch (column.type()) {
      case "number", "ref" -> fields.put(column.name(), row + 1);
      case "boolean" -> fields.put(column.name(), row % 2 == 0);
      case "date" -> fields.put(column.name(), "2026-01-01");
      case "timestamp", "datetime" -> fields.put(column.name(), "2026-01-01T00:00:00");
      default ->
          fields.put(column.name(), choices.isEmpty() ? TEXT : choices.get(row % choices.size()));
    }
  }
}
