package dev.caravan.sandbox.atera;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.atera.StoredTicket.EndUser;
import dev.caravan.sandbox.wire.Refusal;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The bodies of ticket writes, checked as strictly as the vendor's schemas say. */
final class TicketModels {
  private static final Set<String> UPDATE =
      Set.of(
          "TicketTitle",
          "TicketStatus",
          "TicketType",
          "TicketPriority",
          "TicketImpact",
          "TechnicianContactID",
          "TechnicianEmail");
  private static final Set<String> ONLY_CREATE =
      Set.of(
          "Description",
          "EndUserID",
          "EndUserFirstName",
          "EndUserLastName",
          "EndUserEmail",
          "EndUserPhone");
  private static final Map<String, Set<String>> ENUMS =
      Map.of(
          "TicketPriority", Set.of("Low", "Medium", "High", "Critical"),
          "TicketImpact", Set.of("NoImpact", "SiteDown", "ServerIssue", "Minor", "Major", "Crisis"),
          "TicketType", Set.of("Incident", "Problem", "Request", "Change"));

  private final Supplier<AteraSettings> settings;
  private final AteraContacts people;

  TicketModels(Supplier<AteraSettings> settings, AteraContacts people) {
    this.settings = settings;
    this.people = people;
  }

  ObjectNode update(Request request) {
    ObjectNode body = body(request);
    check(body, UPDATE);
    if (body.has("TicketTitle")) {
      text(body, "TicketTitle");
    }
    return body;
  }

  ObjectNode create(Request request) {
    ObjectNode body = body(request);
    Set<String> known = new HashSet<>(UPDATE);
    known.addAll(ONLY_CREATE);
    check(body, known);
    text(body, "TicketTitle");
    text(body, "Description");
    return body;
  }

  /** The contact by id, or by name and address, which may be a new one. */
  EndUser contact(ObjectNode body) {
    JsonNode id = body.path("EndUserID");
    if (!id.isMissingNode() && !id.isNull()) {
      return people
          .contact(number(body, "EndUserID"))
          .orElseThrow(() -> bad("EndUserID " + id.asLong() + " is no contact"));
    }
    return people.findOrAdd(
        text(body, "EndUserFirstName"), text(body, "EndUserLastName"), text(body, "EndUserEmail"));
  }

  /** Takes over the members that an update may change. */
  static void apply(ObjectNode body, StoredTicket ticket, Instant now) {
    ticket.title = body.path("TicketTitle").asText(ticket.title);
    ticket.priority = value(body, "TicketPriority", ticket.priority);
    ticket.impact = value(body, "TicketImpact", ticket.impact);
    ticket.type = value(body, "TicketType", ticket.type);
    String status = value(body, "TicketStatus", ticket.status);
    if (!status.equals(ticket.status)) {
      ticket.status(status, now);
    }
    if (body.path("TechnicianContactID").isIntegralNumber()) {
      ticket.technician = body.path("TechnicianContactID").asLong();
    }
    if (body.path("TechnicianEmail").isTextual()) {
      ticket.technicianEmail = body.path("TechnicianEmail").asText();
    }
  }

  StoredTicket.TicketComment comment(Request request, Instant now) {
    ObjectNode body = body(request);
    check(
        body,
        Set.of(
            "CommentText",
            "CommentTimestampUTC",
            "TechnicianCommentDetails",
            "EnduserCommentDetails"));
    String text = text(body, "CommentText");
    JsonNode technician = body.path("TechnicianCommentDetails");
    JsonNode endUser = body.path("EnduserCommentDetails");
    if (technician.isObject() == endUser.isObject()) {
      throw bad("give TechnicianCommentDetails or EnduserCommentDetails");
    }
    if (endUser.isObject()) {
      long id = number(endUser, "EnduserId");
      people.contact(id).orElseThrow(() -> bad("EnduserId " + id + " is no contact"));
      return new StoredTicket.TicketComment(now, text, null, id, false);
    }
    long id = number(technician, "TechnicianId");
    if (!settings.get().technicians().contains(id)) {
      throw bad("TechnicianId " + id + " is no technician");
    }
    return new StoredTicket.TicketComment(
        now, text, id, null, technician.path("IsInternal").asBoolean());
  }

  private void check(ObjectNode body, Set<String> known) {
    body.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw bad(name + " is not a member of this model");
              }
            });
    ENUMS.forEach(
        (name, values) -> {
          JsonNode value = body.path(name);
          if (!value.isMissingNode() && !value.isNull() && !values.contains(value.asText())) {
            throw bad(name + " cannot be " + value.asText());
          }
        });
    if (body.hasNonNull("TechnicianContactID")) {
      number(body, "TechnicianContactID");
    }
    JsonNode status = body.path("TicketStatus");
    if (body.hasNonNull("TicketStatus") && !status.isTextual()) {
      throw bad("TicketStatus is not a text");
    }
    if (settings.get().strictStatuses()
        && status.isTextual()
        && !settings.get().statuses().contains(status.asText())) {
      throw bad("TicketStatus cannot be " + status.asText());
    }
  }

  /** The vendor's description has integers there; a text of digits is none. */
  private long number(JsonNode body, String member) {
    if (!body.path(member).isIntegralNumber()) {
      throw bad(member + " is not a number");
    }
    return body.path(member).asLong();
  }

  private String text(ObjectNode body, String member) {
    JsonNode value = body.path(member);
    if (!value.isTextual() || value.asText().isBlank()) {
      throw bad(member + " is required");
    }
    return value.asText();
  }

  private static String value(ObjectNode body, String member, String otherwise) {
    return body.path(member).isTextual() ? body.path(member).asText() : otherwise;
  }

  private ObjectNode body(Request request) {
    if (!request.header("content-type").orElse("").contains("json")) {
      throw new Refusal(Reply.empty(415));
    }
    return request.objectOr(() -> bad("The body is not a JSON object").reply());
  }

  private Refusal bad(String detail) {
    return new Refusal(
        settings.get().problemOn400() ? AteraErrors.problem(400, detail) : Reply.empty(400));
  }
}
