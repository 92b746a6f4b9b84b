package dev.caravan.vendors.ninox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives records the form of their table. What a mapping says twice in a row of a column, in create
 * and update or of many records, is converted once. Not thread-safe.
 */
final class Fitting {
  /** More words than anybody offers as choices. */
  private static final int MOST_CHOICES = 200;

  private final TableSchema table;
  private final Instant now;
  private final Misfits misfits;

  /** By column: the last value of most, all of a column that has few. */
  private final Map<String, Map<JsonNode, Optional<JsonNode>>> done = new HashMap<>();

  private @Nullable ObjectNode looked;

  Fitting(TableSchema table, Instant now, Misfits misfits) {
    this.table = table;
    this.now = now;
    this.misfits = misfits;
  }

  /** The fields that the table can take, in the form that it takes. */
  ObjectNode fit(ObjectNode fields) {
    ObjectNode fitting = fields.objectNode();
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      Column column = column(field.getKey());
      JsonNode value = column == null ? null : converted(column, field.getKey(), field.getValue());
      if (value != null) {
        fitting.set(field.getKey(), value);
      }
    }
    return fitting;
  }

  /** Only notes what does not fit: the fields are written much later, if ever. */
  void look(ObjectNode fields) {
    if (!fields.equals(looked)) {
      new Fitting(table, now, misfits).fit(fields);
      looked = fields;
    }
  }

  /** The column of that name; absent, and noted, where nothing can be written to it. */
  private @Nullable Column column(String name) {
    Column column = table.columns().get(name);
    if (column == null) {
      misfits.lacks(name);
    } else if (!column.writable() || name.equals(TableSchema.MARKER)) {
      misfits.computes(name);
      return null;
    }
    return column;
  }

  /** The value as the column takes it; absent, and noted, where it cannot. */
  private @Nullable JsonNode converted(Column column, String name, JsonNode value) {
    Map<JsonNode, Optional<JsonNode>> known = done.computeIfAbsent(name, any -> new HashMap<>());
    Optional<JsonNode> before = known.get(value);
    if (before != null) {
      return before.orElse(null);
    }
    column.strangers(value).forEach(word -> misfits.unknownChoice(column, word));
    JsonNode to = Conversion.convert(column, value, now);
    if (to == null) {
      misfits.otherType(column, value);
    }
    if (!column.chooses() || known.size() > MOST_CHOICES) {
      known.clear();
    }
    known.put(value, Optional.ofNullable(to));
    return to;
  }
}
