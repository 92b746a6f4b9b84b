package dev.caravan.sandbox.ninjaone;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.caravan.sandbox.wire.Json;
import java.time.Instant;

/** What a person does to a ticket in the portal. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "action")
@JsonSubTypes({
  @JsonSubTypes.Type(value = TechnicianAction.Rename.class, name = "rename"),
  @JsonSubTypes.Type(value = TechnicianAction.Comment.class, name = "comment"),
  @JsonSubTypes.Type(value = TechnicianAction.Move.class, name = "status"),
  @JsonSubTypes.Type(value = TechnicianAction.Reprioritize.class, name = "priority"),
  @JsonSubTypes.Type(value = TechnicianAction.Take.class, name = "take"),
  @JsonSubTypes.Type(value = TechnicianAction.Tag.class, name = "tags"),
  @JsonSubTypes.Type(value = TechnicianAction.Delete.class, name = "delete"),
  @JsonSubTypes.Type(value = TechnicianAction.Remove.class, name = "remove")
})
public sealed interface TechnicianAction {
  /** Gives it another subject. */
  record Rename(String subject) implements TechnicianAction {}

  /** Writes a comment, as a technician or, from outside, as the end user. */
  record Comment(String text, boolean fromEndUser) implements TechnicianAction {}

  /** Sets any status. */
  record Move(int status) implements TechnicianAction {}

  /** Sets any priority. */
  record Reprioritize(String priority) implements TechnicianAction {}

  /** Takes it: it has an assigned technician. */
  record Take(int technician) implements TechnicianAction {}

  /** Takes all tags away. */
  record Tag() implements TechnicianAction {}

  /** Deletes it; get-by-id still shows it, as deleted. */
  record Delete() implements TechnicianAction {}

  /** It is nowhere any more. */
  record Remove() implements TechnicianAction {}

  /** Does it; false when there is no such ticket. */
  default boolean on(TicketStore tickets, int id, Instant now) {
    return this instanceof Remove
        ? tickets.remove(id)
        : tickets.change(id, ticket -> apply(ticket, now));
  }

  private void apply(NinjaTicket ticket, Instant now) {
    if (this instanceof Rename rename) {
      ticket.subject = rename.subject();
    } else if (this instanceof Comment comment) {
      ticket.note(
          Json.object().put("type", "COMMENT").put("body", comment.text()).put("publicEntry", true),
          comment.fromEndUser() ? "END_USER" : "TECHNICIAN",
          now);
    } else if (this instanceof Move move) {
      ticket.status = move.status();
    } else if (this instanceof Reprioritize rate) {
      ticket.priority = rate.priority();
    } else if (this instanceof Take take) {
      ticket.assignee = take.technician();
    } else if (this instanceof Tag) {
      ticket.tags.clear();
    } else if (this instanceof Delete) {
      ticket.deleted = true;
    }
  }
}
