package dev.caravan.sandbox.atera;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ticket as it really is, with what the API does not show.
 *
 * @param marker Caravan's marker in title or description, if any
 * @param comments as the API shows them, oldest first
 */
public record TicketSnapshot(
    long id,
    @Nullable String marker,
    String title,
    String description,
    String status,
    String priority,
    String type,
    long endUserId,
    String customer,
    @Nullable String created,
    @Nullable String modified,
    @Nullable String resolved,
    List<ObjectNode> comments) {
  static TicketSnapshot of(StoredTicket ticket, TicketWriter writer) {
    return new TicketSnapshot(
        ticket.id,
        ticket.marker().orElse(null),
        ticket.title,
        ticket.description,
        ticket.status,
        ticket.priority,
        ticket.type,
        ticket.contact.id(),
        ticket.contact.customer(),
        writer.date(ticket.created),
        writer.date(ticket.modified),
        writer.date(ticket.resolved),
        ticket.comments.stream().map(writer::comment).toList());
  }

  /** Neither resolved nor closed; named without "is", so that JSON does not show it. */
  public boolean open() {
    return !status.equals("Resolved") && !status.equals("Closed");
  }
}
