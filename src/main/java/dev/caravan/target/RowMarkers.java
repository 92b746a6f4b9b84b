package dev.caravan.target;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.call.Answers;
import dev.caravan.call.CallVariables;
import dev.caravan.paging.Pages;
import java.util.Collections;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * Reads which marker each row of the part in hand carries: a few one by one, more of them by
 * listing the table from the first to the last of them. Thread-safe; what was found is in the
 * {@link RowBatch}.
 */
public final class RowMarkers {
  /** Up to so many are asked for one by one. */
  private static final int FEW = 3;

  private static final String ROW = "rowId";

  private final RowTarget table;

  public RowMarkers(RowTarget table) {
    this.table = table;
  }

  /** Whether rows of the part in hand are yet to be read. */
  public boolean due(Exchange exchange) {
    return !unread(exchange).isEmpty();
  }

  /** Whether they are few. */
  public boolean few(Exchange exchange) {
    return unread(exchange).size() <= FEW;
  }

  public List<Long> unread(Exchange exchange) {
    return RowBatch.of(exchange).unread();
  }

  /** Makes the address of the row in the body. */
  public void ask(Exchange exchange) {
    Long id = exchange.getMessage().getBody(Long.class);
    exchange.setVariable(ROW, id);
    exchange.setVariable(CallVariables.URL, table.url(exchange) + "/" + id);
  }

  public void found(Exchange exchange) {
    keep(exchange, List.of(id(exchange)), Answers.tree(exchange));
  }

  public void missing(Exchange exchange) {
    RowBatch.of(exchange).gone(id(exchange));
  }

  private static Long id(Exchange exchange) {
    return exchange.getVariable(ROW, Long.class);
  }

  /** Makes the address of the listing that holds all of them. */
  public void begin(Exchange exchange) {
    exchange.setVariable(Pages.COLLECTION, "records");
    exchange.setVariable(
        CallVariables.URL, table.urlFrom(exchange, Collections.min(unread(exchange))));
  }

  /** Keeps the markers of the page; the loop ends early when all rows were found. */
  public void collect(Exchange exchange) {
    List<Long> wanted = unread(exchange);
    exchange.getMessage().getBody(JsonNode.class).forEach(row -> keep(exchange, wanted, row));
    if (unread(exchange).isEmpty()) {
      Pages.enough(exchange);
    } else if (exchange.getVariable(Pages.LAST, Boolean.class)) {
      unread(exchange).forEach(RowBatch.of(exchange)::gone);
    }
  }

  /** Nothing is left to do: what was found is in the batch. */
  public void result() {}

  private void keep(Exchange exchange, List<Long> wanted, JsonNode answered) {
    RowTarget.Row row = table.row(answered);
    if (row != null && wanted.contains(row.id())) {
      RowBatch.of(exchange).carries(row.id(), row.marker());
    }
  }
}
