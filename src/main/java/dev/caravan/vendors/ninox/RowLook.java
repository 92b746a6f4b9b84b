package dev.caravan.vendors.ninox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.call.Answers;
import dev.caravan.call.CallVariables;
import dev.caravan.paging.Pages;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * Finds out which marker each of some rows carries: a few one by one, more of them by reading the
 * table from the first to the last of them. Thread-safe; what was found is in the exchange.
 */
public final class RowLook {
  /** In place of a marker: there is no such row. */
  static final String GONE = "gone";

  /** Up to so many are asked for one by one. */
  private static final int FEW = 3;

  private static final int PER_PAGE = 500;
  private static final String MARKERS = "rowMarkers";
  private static final String IDS = "rowIds";

  private final NinoxTables tables;

  public RowLook(NinoxTables tables) {
    this.tables = tables;
  }

  /** Begins with none found. */
  public void begin(Exchange exchange) {
    exchange.setVariable(MARKERS, new HashMap<Long, String>());
  }

  /** Whether the rows are few. */
  public boolean few(Exchange exchange) {
    return ids(exchange).size() <= FEW;
  }

  public List<Long> each(Exchange exchange) {
    return ids(exchange);
  }

  /** Makes the address of the row in the body. */
  public void ask(Exchange exchange) {
    Long id = exchange.getMessage().getBody(Long.class);
    exchange.setVariable("rowId", id);
    exchange.setVariable(CallVariables.URL, tables.recordsUrl(exchange) + "/" + id);
  }

  public void found(Exchange exchange) {
    keep(exchange, Answers.tree(exchange));
  }

  public void missing(Exchange exchange) {
    markers(exchange).put(exchange.getVariable("rowId", Long.class), GONE);
  }

  /** Makes the address of the listing that holds all rows wanted. */
  public void beginList(Exchange exchange) {
    exchange.setVariable(Pages.COLLECTION, "records");
    exchange.setVariable(
        CallVariables.URL,
        "%s?sinceId=%d&perPage=%d&page=0"
            .formatted(tables.recordsUrl(exchange), Collections.min(ids(exchange)) - 1, PER_PAGE));
  }

  /** Keeps the markers of the page; the loop ends early when all rows were found. */
  public void collect(Exchange exchange) {
    exchange.getMessage().getBody(JsonNode.class).forEach(row -> keep(exchange, row));
    if (markers(exchange).keySet().containsAll(ids(exchange))) {
      Pages.enough(exchange);
    } else if (exchange.getVariable(Pages.LAST, Boolean.class)) {
      ids(exchange).forEach(id -> markers(exchange).putIfAbsent(id, GONE));
    }
  }

  private static void keep(Exchange exchange, JsonNode row) {
    long id = row.path("id").asLong();
    if (ids(exchange).contains(id)) {
      markers(exchange).put(id, row.path("fields").path(TableSchema.MARKER).asText(""));
    }
  }

  @SuppressWarnings("unchecked")
  private static List<Long> ids(Exchange exchange) {
    return exchange.getVariable(IDS, List.class);
  }

  @SuppressWarnings("unchecked")
  private static Map<Long, String> markers(Exchange exchange) {
    return exchange.getVariable(MARKERS, Map.class);
  }
}
