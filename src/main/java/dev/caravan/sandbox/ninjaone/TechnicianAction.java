package dev.caravan.sandbox.ninjaone;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.caravan.sandbox.wire.Json;
import java.time.Instant;

/** What a person does to a ticket in the portal. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "action")
@JsonSubTypes({
  @JsonSubTypes.Type(value = TechnicianAction.NewSubject.class, name = "rename"),
  @JsonSubTypes.Type(value = TechnicianAction.Annotate.class, name = "comment"),
  @JsonSubTypes.Type(value = TechnicianAction.SetStatus.class, name = "status"),
  @JsonSubTypes.Type(value = TechnicianAction.SetPriority.class, name = "priority"),
  @JsonSubTypes.Type(value = TechnicianAction.TakeOver.class, name = "take"),
  @JsonSubTypes.Type(value = TechnicianAction.DropTags.class, name = "tags"),
  @JsonSubTypes.Type(value = TechnicianAction.OpenAlike.class, name = "duplicate"),
  @JsonSubTypes.Type(value = TechnicianAction.MarkDeleted.class, name = "delete"),
  @JsonSubTypes.Type(value = TechnicianAction.Purge.class, name = "remove")
})
public sealed interface TechnicianAction {
  /** Gives it another subject. */
  record NewSubject(String subject) implements TechnicianAction {}

  /** Writes a comment, as a technician or, from outside, as the end user. */
  record Annotate(String text, boolean fromEndUser) implements TechnicianAction {}

  /** Sets any status. */
  record SetStatus(int status) implements TechnicianAction {}

  /** Sets any priority. */
  record SetPriority(String priority) implements TechnicianAction {}

  /** Takes it: it has an assigned technician. */
  record TakeOver(int technician) implements TechnicianAction {}

  /** Takes all tags away. */
  record DropTags() implements TechnicianAction {}

  /** Opens another one, by hand, with the same tags. */
  record OpenAlike() implements TechnicianAction {}

  /** Deletes it; get-by-id still shows it, as deleted. */
  record MarkDeleted() implements TechnicianAction {}

  /** It is nowhere any more. */
  record Purge() implements TechnicianAction {}

  /** Does it; false when there is no such ticket. */
  default boolean on(TicketStore tickets, int id, Instant now) {
    if (this instanceof OpenAlike) {
      return tickets.duplicate(id);
    }
    return this instanceof Purge
        ? tickets.remove(id)
        : tickets.change(id, ticket -> apply(ticket, now));
  }

  private void apply(NinjaTicket ticket, Instant now) {
    if (this instanceof NewSubject rename) {
      ticket.subject = rename.subject();
    } else if (this instanceof Annotate comment) {
      ticket.note(
          Json.object().put("type", "COMMENT").put("body", comment.text()).put("publicEntry", true),
          comment.fromEndUser() ? "END_USER" : "TECHNICIAN",
          now);
    } else if (this instanceof SetStatus move) {
      ticket.status = move.status();
    } else if (this instanceof SetPriority rate) {
      ticket.priority = rate.priority();
    } else if (this instanceof TakeOver take) {
      ticket.assignee = take.technician();
    } else if (this instanceof DropTags) {
      ticket.tags.clear();
    } else if (this instanceof MarkDeleted) {
      ticket.deleted = true;
    }
  }
}
