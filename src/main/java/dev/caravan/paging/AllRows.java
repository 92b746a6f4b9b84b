package dev.caravan.paging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.apache.camel.Exchange;

/**
 * Keeps all rows of a listing, for collections of which nobody has more than some thousand. Beside
 * the steps of {@link Pages}; thread-safe, what was collected is in the exchange.
 */
public final class AllRows {
  private static final String ROWS = "rows";

  public void begin(Exchange exchange) {
    exchange.setVariable(ROWS, JsonNodeFactory.instance.arrayNode());
  }

  /** Adds the page in the body. */
  public void collect(Exchange exchange) {
    ArrayNode rows = exchange.getVariable(ROWS, ArrayNode.class);
    exchange.getMessage().getBody(JsonNode.class).forEach(rows::add);
  }

  /** Makes the body one array. */
  public void result(Exchange exchange) {
    exchange.getMessage().setBody(exchange.removeVariable(ROWS));
  }
}
