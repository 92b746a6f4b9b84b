package dev.caravan.sandbox.atera;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person does to a ticket. In JSON the member {@code action} names the kind: {@code edit},
 * {@code comment}, {@code status}, {@code priority}, {@code work}, {@code close}, {@code reopen},
 * {@code assign}, {@code delete}, {@code merge}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "action")
@JsonSubTypes({
  @JsonSubTypes.Type(value = PersonAction.Edit.class, name = "edit"),
  @JsonSubTypes.Type(value = PersonAction.Comment.class, name = "comment"),
  @JsonSubTypes.Type(value = PersonAction.Status.class, name = "status"),
  @JsonSubTypes.Type(value = PersonAction.Prioritize.class, name = "priority"),
  @JsonSubTypes.Type(value = PersonAction.Work.class, name = "work"),
  @JsonSubTypes.Type(value = PersonAction.Close.class, name = "close"),
  @JsonSubTypes.Type(value = PersonAction.Reopen.class, name = "reopen"),
  @JsonSubTypes.Type(value = PersonAction.Assign.class, name = "assign"),
  @JsonSubTypes.Type(value = PersonAction.Delete.class, name = "delete"),
  @JsonSubTypes.Type(value = PersonAction.Merge.class, name = "merge")
})
public sealed interface PersonAction {
  /** Gives the ticket another title. */
  record Edit(String title) implements PersonAction {}

  /**
   * Writes a comment.
   *
   * @param endUser whether the end user wrote it, and not a technician
   */
  record Comment(String text, boolean endUser, boolean internal) implements PersonAction {}

  /** Sets any status. */
  record Status(String status) implements PersonAction {}

  /** Sets any priority. */
  record Prioritize(String priority) implements PersonAction {}

  /** Enters the time that was worked on the ticket. */
  record Work(int minutes) implements PersonAction {}

  record Close() implements PersonAction {}

  record Reopen() implements PersonAction {}

  record Assign(long technicianId) implements PersonAction {}

  record Delete() implements PersonAction {}

  /** Merges the ticket into another one: it is gone, and its comments move. */
  record Merge(long into) implements PersonAction {}

  /**
   * Does it; false when there is no such ticket.
   *
   * @param listed whether what is thrown away can still be read
   */
  default boolean on(Tickets tickets, long id, Instant now, boolean listed) {
    if (this instanceof Delete) {
      return listed ? new Status("Deleted").on(tickets, id, now, true) : tickets.delete(id);
    }
    if (this instanceof Merge merge) {
      return merged(tickets, id, merge.into())
          && (listed ? new Status("Merged").on(tickets, id, now, true) : tickets.delete(id));
    }
    return tickets.change(id, ticket -> apply(ticket, now));
  }

  private void apply(StoredTicket ticket, Instant now) {
    if (this instanceof Edit edit) {
      ticket.title = edit.title();
    } else if (this instanceof Comment comment) {
      ticket.comments.add(written(comment, ticket, now));
    } else if (this instanceof Status status) {
      ticket.status(status.status(), now);
    } else if (this instanceof Prioritize other) {
      ticket.priority = other.priority();
    } else if (this instanceof Work work) {
      ticket.workedMinutes += work.minutes();
    } else if (this instanceof Close) {
      ticket.status("Closed", now);
    } else if (this instanceof Reopen) {
      ticket.status("Open", now);
    } else if (this instanceof Assign assign) {
      ticket.technician = assign.technicianId();
    }
  }

  private static StoredTicket.TicketComment written(
      Comment comment, StoredTicket ticket, Instant now) {
    @Nullable Long technician = comment.endUser() ? null : 7L;
    @Nullable Long endUser = comment.endUser() ? ticket.contact.id() : null;
    return new StoredTicket.TicketComment(
        now, comment.text(), technician, endUser, comment.internal());
  }

  private static boolean merged(Tickets tickets, long from, long into) {
    return tickets
        .read(from, ticket -> ticket.comments)
        .filter(comments -> tickets.change(into, ticket -> ticket.comments.addAll(comments)))
        .isPresent();
  }
}
