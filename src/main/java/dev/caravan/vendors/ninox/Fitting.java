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

  private final Map<String, Filled> filled = new HashMap<>();

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
      JsonNode value = fit(field.getKey(), field.getValue());
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

  /** The value as its column takes it; absent, and noted, where it cannot or there is none. */
  private @Nullable JsonNode fit(String name, JsonNode value) {
    Filled one = filled.get(name);
    if (one == null) {
      one = new Filled(table.columns().get(name));
      filled.put(name, one);
    }
    Column column = one.column;
    if (column == null) {
      misfits.lacks(name);
      return null;
    }
    if (!column.writable() || name.equals(TableSchema.MARKER)) {
      misfits.computes(name);
      return null;
    }
    if (value != one.last && !value.equals(one.last)) {
      one.lastFitted = column.chooses() ? chosen(column, one.choices, value) : to(column, value);
      one.last = value;
    }
    return one.lastFitted;
  }

  private @Nullable JsonNode chosen(
      Column column, Map<JsonNode, Optional<JsonNode>> choices, JsonNode value) {
    Optional<JsonNode> before = choices.get(value);
    if (before == null) {
      before = Optional.ofNullable(to(column, value));
      if (choices.size() > MOST_CHOICES) {
        choices.clear();
      }
      choices.put(value, before);
    }
    return before.orElse(null);
  }

  private @Nullable JsonNode to(Column column, JsonNode value) {
    column.strangers(value).forEach(word -> misfits.unknownChoice(column, word));
    JsonNode to = Conversion.convert(column, value, now);
    if (to == null) {
      misfits.otherType(column, value);
    }
    return to;
  }

  /** A column, what its last value became and, where it has few, what all of them did. */
  private static final class Filled {
    private final @Nullable Column column;
    private final Map<JsonNode, Optional<JsonNode>> choices = new HashMap<>();
    private @Nullable JsonNode last;
    private @Nullable JsonNode lastFitted;

    Filled(@Nullable Column column) {
      this.column = column;
    }
  }
}
