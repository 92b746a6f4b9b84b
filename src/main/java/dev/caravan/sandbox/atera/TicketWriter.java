package dev.caravan.sandbox.atera;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes tickets and comments as the API shows them: without description and modified date. */
final class TicketWriter {
  private static final DateTimeFormatter BARE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter FRACTION =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Supplier<AteraSettings> settings;

  TicketWriter(Supplier<AteraSettings> settings) {
    this.settings = settings;
  }

  ObjectNode ticket(StoredTicket ticket, boolean withComments) {
    ObjectNode dto = Json.object();
    dto.put("TicketID", ticket.id).put("TicketTitle", ticket.title);
    dto.put("TicketNumber", String.valueOf(1000 + ticket.id));
    dto.put("TicketPriority", ticket.priority).put("TicketImpact", ticket.impact);
    dto.put("TicketStatus", ticket.status).put("TicketSource", ticket.source);
    dto.put("TicketType", ticket.type).put("EndUserID", ticket.contact.id());
    dto.put("EndUserEmail", ticket.contact.email());
    dto.put("EndUserFirstName", ticket.contact.firstName());
    dto.put("EndUserLastName", ticket.contact.lastName()).putNull("EndUserPhone");
    dto.put("TicketResolvedDate", date(ticket.resolved));
    dto.put("TicketCreatedDate", date(ticket.created));
    dto.put("TechnicianFirstCommentDate", firstTechnicianComment(ticket));
    dto.putNull("FirstResponseDueDate").putNull("ClosedTicketDueDate");
    dto.put("FirstComment", withComments ? firstComment(ticket) : null);
    last(dto, ticket, withComments, false, "LastEndUserComment");
    last(dto, ticket, withComments, true, "LastTechnicianComment");
    boolean worked = ticket.workedMinutes > 0;
    dto.put("OnSiteDurationSeconds", worked ? (Integer) (ticket.workedMinutes * 60) : null);
    dto.put("OnSiteDurationMinutes", worked ? (Integer) ticket.workedMinutes : null);
    dto.put("CustomerID", ticket.contact.customerId());
    dto.put("CustomerName", ticket.contact.customer()).putNull("CustomerBusinessNumber");
    dto.put("TechnicianContactID", ticket.technician);
    dto.put("TechnicianFullName", ticket.technician == null ? "" : "Technician");
    dto.put("TechnicianEmail", ticket.technicianEmail).putNull("ContractID");
    return dto;
  }

  ObjectNode comment(StoredTicket.TicketComment comment) {
    ObjectNode dto = Json.object();
    dto.put("Date", date(comment.at())).put("Comment", comment.text());
    dto.put("CommentHtml", html(comment.text())).put("EndUserID", comment.endUser());
    dto.put("TechnicianContactID", comment.technician()).putNull("Email");
    dto.putNull("FirstName").putNull("LastName").put("IsInternal", comment.internal());
    return dto;
  }

  @Nullable String date(@Nullable Instant at) {
    if (at == null) {
      return null;
    }
    return switch (settings.get().dates()) {
      case Z -> at.truncatedTo(ChronoUnit.SECONDS).toString();
      case FRACTION -> FRACTION.format(at);
      case BARE -> BARE.format(at);
    };
  }

  private @Nullable String firstComment(StoredTicket ticket) {
    return switch (settings.get().firstComment()) {
      case HTML -> html(ticket.description);
      case TEXT -> ticket.description;
      case NULL -> null;
    };
  }

  /** What was sent is taken for HTML, whatever is in it. */
  private static String html(String text) {
    return "<p>" + text.replace("\r", "").replace("\n", "<br />") + "</p>";
  }

  private @Nullable String firstTechnicianComment(StoredTicket ticket) {
    return ticket.comments.stream()
        .filter(comment -> comment.technician() != null)
        .findFirst()
        .map(comment -> date(comment.at()))
        .orElse(null);
  }

  private void last(
      ObjectNode dto, StoredTicket ticket, boolean withText, boolean technician, String member) {
    Optional<StoredTicket.TicketComment> last =
        ticket.comments.stream()
            .filter(comment -> (comment.technician() != null) == technician)
            .reduce((before, after) -> after);
    dto.put(member, withText ? last.map(StoredTicket.TicketComment::text).orElse(null) : null);
    dto.put(member + "Timestamp", last.map(comment -> date(comment.at())).orElse(null));
  }
}
