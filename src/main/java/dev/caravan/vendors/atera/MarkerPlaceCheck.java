package dev.caravan.vendors.atera;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.check.Finding;
import dev.caravan.check.SyncInQuestion;
import java.util.List;

/** Where the tenant's lists show our marker, which nobody but the tenant can say. */
final class MarkerPlaceCheck {
  private MarkerPlaceCheck() {}

  static Finding check(SyncInQuestion question) {
    List<JsonNode> tickets;
    try {
      tickets = question.rows("direct:atera-tickets-sample", question.target());
    } catch (RuntimeException e) {
      return question.explained(question.target(), e);
    }
    if (tickets.isEmpty()) {
      return Finding.good(
          question.name(), "there is no ticket yet that shows where markers will be looked for");
    }
    boolean described =
        tickets.stream().anyMatch(ticket -> !ticket.path("FirstComment").asText("").isBlank());
    return described
        ? Finding.good(
            question.name(),
            "tickets are told by the marker in the first line of their description")
        : Finding.hint(
            question.name(),
            "the lists of tickets do not show descriptions, so tickets are told by the marker at"
                + " the end of their title; leave it there",
            List.of());
  }
}
