package dev.caravan.vendors.ninox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.call.CallVariables;
import dev.caravan.config.Settings;
import dev.caravan.reconcile.InDoubtResolver.Duplicate;
import dev.caravan.reconcile.WriteOutcome;
import dev.caravan.reconcile.WriteOutcome.Result;
import dev.caravan.target.PendingWrite;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Makes the request of the part of a batch that is in hand: which rows must be looked at before,
 * and what is sent of each. Thread-safe; the batch is in its exchange.
 */
public final class RowRequest {
  private final NinoxTables tables;
  private final Settings settings;
  private final InstantSource clock;

  public RowRequest(NinoxTables tables, Settings settings, InstantSource clock) {
    this.tables = tables;
    this.settings = settings;
    this.clock = clock;
  }

  /** Sets the variables rowIds and mustLook: rows of the part in hand to be looked at before. */
  public void prepare(Exchange exchange) {
    RowBatch batch = RowBatch.of(exchange);
    List<Long> ids =
        batch.inHand().stream()
            .filter(change -> !isCreate(change))
            .map(RowRequest::row)
            .filter(id -> !batch.looked.containsKey(id))
            .toList();
    exchange.setVariable("rowIds", ids);
    exchange.setVariable("mustLook", !ids.isEmpty());
  }

  /** Keeps which marker each row carries; a row that is gone carries none. */
  public void looked(Exchange exchange) {
    @SuppressWarnings("unchecked")
    Map<Long, String> markers = exchange.getVariable("rowMarkers", Map.class);
    RowBatch.of(exchange).looked.putAll(markers);
  }

  /** Makes the request of the part in hand; the variable mustSend says whether there is any. */
  public void compose(Exchange exchange) {
    RowBatch batch = RowBatch.of(exchange);
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    List<PendingWrite> sent = new ArrayList<>();
    address(exchange, "POST", tables.recordsUrl(exchange));
    for (PendingWrite change : batch.inHand()) {
      WriteOutcome settled = settled(batch, change);
      ObjectNode fields = settled == null ? fields(exchange, change) : rows.objectNode();
      if (settled != null) {
        batch.answer(settled);
      } else if (isDelete(exchange, change)) {
        address(exchange, "DELETE", tables.recordsUrl(exchange) + "/" + change.targetId().asText());
        sent.add(change);
      } else if (fields.isEmpty()) {
        batch.answer(change.answer(Result.DONE, "nothing to change", false));
      } else {
        ObjectNode row = rows.addObject();
        if (!isCreate(change)) {
          row.put("id", row(change));
        }
        row.set("fields", fields);
        sent.add(change);
      }
    }
    batch.inHand(sent);
    exchange.setVariable("mustSend", !sent.isEmpty());
    exchange.getMessage().setBody(sent.isEmpty() ? null : rows.toString());
  }

  /** Makes the request that takes our marker from a surplus row; the row itself stays. */
  public void retire(Exchange exchange) {
    Duplicate duplicate = exchange.getMessage().getBody(Duplicate.class);
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("id", Long.parseLong(duplicate.targetId()));
    row.putObject("fields").put(TableSchema.MARKER, "double of row " + duplicate.keptId());
    address(exchange, "POST", tables.recordsUrl(exchange));
    exchange.getMessage().setBody(JsonNodeFactory.instance.arrayNode().add(row).toString());
  }

  private static void address(Exchange exchange, String method, String url) {
    exchange.setVariable(CallVariables.METHOD, method);
    exchange.setVariable(CallVariables.URL, url);
  }

  /** What is settled without a request: a row that is gone, is not ours any more, or unseen. */
  private static @Nullable WriteOutcome settled(RowBatch batch, PendingWrite change) {
    if (isCreate(change)) {
      return null;
    }
    String marker = batch.looked.get(row(change));
    if (marker == null) {
      return change.answer(Result.NOT_SENT, "its row was not looked at", false);
    }
    if (marker.equals(RowLook.GONE)) {
      return change.gone("the row is gone from the table");
    }
    return marker.equals(change.marker())
        ? null
        : change.answer(
            Result.REJECTED,
            "Row %s does not carry our marker %s any more; it is left alone"
                .formatted(change.targetId().asText(), change.marker()),
            false);
  }

  /** The columns to write: of a new row those with a value, else those that differ from before. */
  private ObjectNode fields(Exchange exchange, PendingWrite change) {
    ObjectNode payload = (ObjectNode) change.change().path("payload");
    return switch (change.op()) {
      case "create" -> created(payload).put(TableSchema.MARKER, change.marker());
      case "close" -> new Fitting(tables.of(exchange), clock.instant(), new Misfits()).fit(payload);
      default -> changed(payload, change);
    };
  }

  private static ObjectNode created(ObjectNode payload) {
    ObjectNode fields = payload.objectNode();
    for (Entry<String, JsonNode> field : payload.properties()) {
      if (!field.getValue().isNull()) {
        fields.set(field.getKey(), field.getValue());
      }
    }
    return fields;
  }

  /** A column is emptied only where a value may be ours: any other was put in by a person. */
  private static ObjectNode changed(ObjectNode payload, PendingWrite change) {
    boolean whole = change.change().path("whole").asBoolean(false);
    JsonNode written = change.change().path("written");
    ObjectNode fields = payload.objectNode();
    for (Entry<String, JsonNode> field : payload.properties()) {
      String name = field.getKey();
      JsonNode value = field.getValue();
      if (value.isNull() ? mayHoldOurs(change, name) : whole || !value.equals(written.get(name))) {
        fields.set(name, value);
      }
    }
    return fields;
  }

  private static boolean mayHoldOurs(PendingWrite change, String name) {
    boolean ours = change.change().path("written").hasNonNull(name);
    for (JsonNode payload : change.change().path("maybeWritten")) {
      ours |= payload.hasNonNull(name);
    }
    return ours;
  }

  private boolean isDelete(Exchange exchange, PendingWrite change) {
    return change.op().equals("close")
        && !WantedRows.isMarked(settings, exchange.getVariable("sync", String.class));
  }

  private static boolean isCreate(PendingWrite change) {
    return change.op().equals("create");
  }

  private static long row(PendingWrite change) {
    return change.targetId().asLong();
  }
}
