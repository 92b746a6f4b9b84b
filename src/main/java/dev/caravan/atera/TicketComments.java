package dev.caravan.atera;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * The texts of a ticket's comments, gathered page by page. Thread-safe; they are in the exchange.
 */
public final class TicketComments {
  /** Begins with none and says which collection the loop reads. */
  public void begin(Exchange exchange) {
    exchange.setVariable("comments", new ArrayList<String>());
    exchange.setVariable("collection", "items");
  }

  /** Adds those of the page in the body. */
  @SuppressWarnings("unchecked")
  public void collect(Exchange exchange) {
    List<String> comments = (List<String>) exchange.getVariable("comments", List.class);
    for (JsonNode comment : exchange.getMessage().getBody(JsonNode.class)) {
      comments.add(comment.path("Comment").asText("") + comment.path("CommentHtml").asText(""));
    }
  }
}
