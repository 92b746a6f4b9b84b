package dev.caravan.vendors.atera;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.ledger.Marker;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A ticket as Atera returns it (TicketDto). It has no description and no date of modification.
 *
 * @param json the whole record
 */
record Ticket(JsonNode json) {
  private static final Set<String> OVER = Set.of("resolved", "closed");

  String title() {
    return json.path("TicketTitle").asText("");
  }

  String status() {
    return json.path("TicketStatus").asText("");
  }

  /** Whether it is resolved or closed, by whomever. */
  boolean isOver() {
    return isOver(status());
  }

  static boolean isOver(String status) {
    return OVER.contains(status.toLowerCase(Locale.ROOT));
  }

  /**
   * Whether our marker is in the title or, should a person have edited that, in the first comment.
   */
  boolean carries(String marker) {
    return title().contains(marker) || json.path("FirstComment").asText("").contains(marker);
  }

  /** The title without our marker, to be compared with what we wrote last. */
  String titleWithoutMarker(String marker) {
    return title().replace("[" + marker + "]", "").strip();
  }

  /**
   * What shows that a person works on it; empty when nothing does.
   *
   * @param openStatus the status that we gave it
   */
  Optional<String> touchedBy(String openStatus) {
    if (!status().equalsIgnoreCase(openStatus)) {
      return Optional.of("its status is " + status());
    }
    if (json.path("TechnicianContactID").asLong(0) > 0) {
      return Optional.of("a technician has taken it");
    }
    JsonNode endUser = json.path("LastEndUserComment");
    if (endUser.isTextual() && !endUser.asText().isBlank()) {
      return Optional.of("its end user has commented");
    }
    String comment = lastTechnicianComment();
    if (!comment.isBlank() && Marker.in(comment).isEmpty()) {
      return Optional.of("a technician has commented");
    }
    return Optional.empty();
  }

  /** Whether we commented last, which says nothing of who commented before. */
  boolean lastCommentIsOurs() {
    return Marker.in(lastTechnicianComment()).isPresent();
  }

  private String lastTechnicianComment() {
    JsonNode comment = json.path("LastTechnicianComment");
    return comment.isTextual() ? comment.asText() : "";
  }
}
