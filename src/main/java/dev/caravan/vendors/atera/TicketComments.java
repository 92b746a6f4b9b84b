package dev.caravan.vendors.atera;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.ledger.Marker;
import dev.caravan.target.Unsendable;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a ticket's comments, gathered page by page. Thread-safe; they are in the exchange.
 */
public final class TicketComments {
  static final String COMMENTED = "a person has commented";

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

  /**
   * Looks at the ticket that is to be commented. The last word on one that is over, or that an
   * earlier cycle left open, comes late and says what keeps it open now.
   *
   * @throws Unsendable when it is not ours
   */
  public void commentable(Exchange exchange) {
    JsonNode change = TicketChanges.change(exchange);
    Ticket ticket = TicketChanges.ours(exchange, change);
    if (change.path("payload") instanceof ObjectNode payload && !payload.has("text")) {
      if (!ticket.isOver()) {
        // What does not show in the ticket itself are comments before our last one.
        payload.put("left", ticket.touchedBy(TicketChanges.OPEN).orElse(COMMENTED));
      }
    } else if (ticket.isOver()) {
      TicketChanges.ended(exchange, "a person has set it to " + ticket.status());
    }
  }

  /** Whether a comment is yet to be written; always, where nobody had to look for it. */
  public boolean commentMissing(Exchange exchange) {
    if (exchange.getVariable("ended", false, Boolean.class)) {
      return false;
    }
    List<?> comments = exchange.getVariable("comments", List.class);
    JsonNode change = TicketChanges.change(exchange);
    String word =
        "[%s/%s]"
            .formatted(change.path("marker").asText(), change.path("payload").path("id").asText());
    return comments == null
        || comments.stream().noneMatch(comment -> String.valueOf(comment).contains(word));
  }

  /** Comments need an author. */
  public boolean canComment(@Nullable String technicianId) {
    return technicianId != null && !technicianId.isBlank();
  }

  static boolean ofOthers(List<?> comments) {
    return comments.stream().anyMatch(text -> Marker.in(String.valueOf(text)).isEmpty());
  }
}
