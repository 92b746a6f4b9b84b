package dev.caravan.sandbox.ninox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One record, its values in the order of the table's fields. Guarded by its table. */
final class TableRow {
  /** UTC without a zone and without a fraction. */
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

  private static final String NOBODY = "sandbox";

  final long id;
  private final String createdAt;
  private String modifiedAt;
  long sequence;
  private @Nullable JsonNode[] values;

  TableRow(long id, Instant now, int fields) {
    this.id = id;
    this.createdAt = STAMP.format(now);
    this.modifiedAt = createdAt;
    this.values = new JsonNode[fields];
  }

  void set(int field, @Nullable JsonNode value) {
    if (field >= values.length) {
      values = Arrays.copyOf(values, field + 1);
    }
    values[field] = value;
  }

  @Nullable JsonNode get(int field) {
    return field < values.length ? values[field] : null;
  }

  void touched(Instant now, long number) {
    modifiedAt = STAMP.format(now);
    sequence = number;
  }

  /** Empty fields are left out, as Ninox does. */
  ObjectNode json(List<@Nullable Field> fields, View view) {
    ObjectNode json = Json.object();
    json.put("id", id);
    if (view.sequences()) {
      json.put("sequence", sequence);
    }
    json.put("createdAt", createdAt).put("createdBy", NOBODY);
    json.put("modifiedAt", modifiedAt).put("modifiedBy", NOBODY);
    ObjectNode shown = json.putObject("fields");
    for (int i = 0; i < values.length; i++) {
      Field field = fields.get(i);
      JsonNode value = values[i];
      if (field != null && value != null) {
        shown.set(
            view.fieldIds() ? field.id() : field.name(),
            ColumnValues.show(field, value, view.choiceIds()));
      }
    }
    return json;
  }

  /** How records are shown. */
  record View(boolean fieldIds, boolean choiceIds, boolean sequences) {
    static final View NAMES = new View(false, false, true);
  }
}
