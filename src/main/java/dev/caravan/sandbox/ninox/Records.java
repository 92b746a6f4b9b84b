package dev.caravan.sandbox.ninox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.ninox.ColumnValues.UnwritableRow;
import dev.caravan.sandbox.ninox.DatabaseTable.Selection;
import dev.caravan.sandbox.ninox.DatabaseTable.Write;
import dev.caravan.sandbox.ninox.TableRow.View;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.Refusal;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import dev.caravan.sandbox.wire.Splice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The record calls of one table: lists, single records, batches. Thread-safe. */
final class Records {
  private static final int PER_PAGE = 100;

  private final Supplier<NinoxSettings> settings;
  private final Errors errors;

  Records(Supplier<NinoxSettings> settings, Errors errors) {
    this.settings = settings;
    this.errors = errors;
  }

  Reply list(DatabaseTable table, Request request) {
    NinoxSettings now = settings.get();
    Selection wanted = selection(table, request);
    long perPage = Math.min(Math.max(1, request.number("perPage", PER_PAGE)), now.maxPerPage());
    long page = Math.max(0, request.number("page", 0));
    List<byte[]> shown = table.page(wanted, view(request), page * perPage, perPage);
    if (shown.isEmpty() && page > 0 && now.repeatLastPage()) {
      long last = Math.max(0, (table.count(wanted) - 1) / perPage);
      shown = table.page(wanted, view(request), last * perPage, perPage);
    }
    return Reply.json(
        now.envelope() ? Splice.join("{\"data\":[", shown, "]}") : Splice.join("[", shown, "]"));
  }

  Reply one(DatabaseTable table, Request request, String id) {
    return number(id)
        .flatMap(rowId -> table.row(rowId, view(request)))
        .map(row -> Reply.json(200, row))
        .orElseThrow(() -> errors.missing("Record " + id));
  }

  /** One record by its fields; none is an empty array. */
  Reply lookUp(DatabaseTable table, Request request) {
    JsonNode filters = Json.readObject(request.body()).path("filters");
    Selection wanted = new Selection(0, -1, false, false, null, false, filters(table, filters));
    List<ObjectNode> found = table.list(wanted, view(request), 1);
    return Reply.json(200, found.isEmpty() ? Json.array() : found.get(0));
  }

  /** An object in gives an object out, an array an array. */
  Reply post(DatabaseTable table, Request request) {
    JsonNode body = json(request);
    List<JsonNode> items = new ArrayList<>();
    if (body.isArray()) {
      body.forEach(items::add);
    } else {
      items.add(body);
    }
    if (items.size() > settings.get().batchLimit()) {
      throw errors.bad("Too many records in one request");
    }
    List<ObjectNode> written = table.write(writes(table, items));
    return answer(body.isArray() || written.isEmpty() ? written : written.get(0));
  }

  Reply put(DatabaseTable table, Request request, String id) {
    long rowId = number(id).filter(table::has).orElseThrow(() -> errors.missing("Record " + id));
    ObjectNode item = Json.object().put("id", rowId);
    item.set("fields", json(request).path("fields"));
    return answer(table.write(writes(table, List.of(item))).get(0));
  }

  Reply delete(DatabaseTable table, String id) {
    if (number(id).filter(table::delete).isEmpty()) {
      throw errors.missing("Record " + id);
    }
    return Reply.empty(200);
  }

  private Reply answer(Object written) {
    NinoxSettings now = settings.get();
    return now.accepted() ? Reply.empty(202) : Reply.json(now.createdStatus(), written);
  }

  private List<Write> writes(DatabaseTable table, List<JsonNode> items) {
    List<Write> writes = new ArrayList<>();
    Refusal refusal = null;
    for (JsonNode item : items) {
      try {
        writes.add(write(table, item));
      } catch (UnwritableRow bad) {
        Refusal one = errors.bad(String.valueOf(bad.getMessage()));
        if (settings.get().badRow() == NinoxSettings.BatchPolicy.REJECT || items.size() == 1) {
          throw one;
        }
        refusal = settings.get().badRow() == NinoxSettings.BatchPolicy.PARTIAL ? one : null;
      }
    }
    if (refusal != null) {
      table.write(writes);
      throw refusal;
    }
    return writes;
  }

  private Write write(DatabaseTable table, JsonNode item) {
    boolean upsert = item.path("_upsert").asBoolean(false);
    Long id = item.hasNonNull("id") ? Long.valueOf(item.path("id").asLong()) : null;
    if (id != null && !upsert && !table.has(id)) {
      throw errors.missing("Record " + id);
    }
    Map<Integer, Optional<JsonNode>> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : item.path("fields").properties()) {
      Optional<Map.Entry<Integer, Field>> field = table.field(member.getKey());
      if (field.isPresent()) {
        Field column = field.get().getValue();
        JsonNode value = ColumnValues.accept(column, member.getValue(), settings.get());
        values.put(field.get().getKey(), Optional.ofNullable(value));
      } else if (settings.get().unknownField() == NinoxSettings.UnknownField.REFUSE) {
        throw new UnwritableRow("Field %s does not exist".formatted(member.getKey()));
      }
    }
    return new Write(id, upsert, values);
  }

  private JsonNode json(Request request) {
    try {
      JsonNode body = Json.read(request.body());
      if (body.isContainerNode()) {
        return body;
      }
    } catch (IllegalArgumentException notJson) {
      throw errors.bad("The body is not JSON");
    }
    throw errors.bad("A record or an array of records is needed");
  }

  private Selection selection(DatabaseTable table, Request request) {
    Map<String, String> query = request.query();
    return new Selection(
        number(query.getOrDefault("sinceId", "0")).orElse(0L),
        number(query.getOrDefault("sinceSq", "-1")).orElse(-1L),
        "true".equals(query.get("updated")),
        "true".equals(query.get("new")),
        query.get("order"),
        "true".equals(query.get("desc")),
        filters(table, filters(query.getOrDefault("filters", "{}"))));
  }

  private JsonNode filters(String text) {
    try {
      return Json.read(text.getBytes(StandardCharsets.UTF_8)).path("fields");
    } catch (IllegalArgumentException notJson) {
      throw errors.bad("filters is not JSON");
    }
  }

  private Map<String, JsonNode> filters(DatabaseTable table, JsonNode fields) {
    Map<String, JsonNode> filters = new LinkedHashMap<>();
    fields
        .properties()
        .forEach(
            member -> {
              if (table.field(member.getKey()).isEmpty()) {
                throw errors.bad("Field %s does not exist".formatted(member.getKey()));
              }
              filters.put(member.getKey(), member.getValue());
            });
    return filters;
  }

  private View view(Request request) {
    String style = request.query().getOrDefault("choiceStyle", "names");
    return new View(
        "true".equals(request.query().get("ids")),
        style.startsWith("id"),
        settings.get().sequences());
  }

  private static Optional<Long> number(String text) {
    return text.matches("-?\\d{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }

  /** Errors in the form that the switches choose. */
  record Errors(Supplier<NinoxSettings> settings) {
    Refusal bad(String message) {
      return refusal(400, message);
    }

    Refusal missing(String what) {
      return refusal(404, what + " not found");
    }

    Reply reply(int status, String message) {
      return settings.get().errorText()
          ? Reply.of(status, "text/plain;charset=utf-8", message.getBytes(StandardCharsets.UTF_8))
          : Reply.json(status, Map.of("message", message));
    }

    private Refusal refusal(int status, String message) {
      return new Refusal(reply(status, message));
    }
  }
}
