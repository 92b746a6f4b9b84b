package dev.caravan.sandbox.opsramp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Refusal;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/** What may be sent about an incident. Anything else is refused with 400. */
final class IncidentBodies {
  private static final Set<String> PRIORITIES =
      Set.of("Very Low", "Low", "Normal", "High", "Urgent");
  private static final Set<String> UPDATE =
      Set.of(
          "subject",
          "description",
          "priority",
          "status",
          "reason",
          "response",
          "assignedUser",
          "assigneeGroup",
          "urgency",
          "businessImpact",
          "customFields",
          "resources",
          "category",
          "subCategory",
          "cc",
          "dueDate",
          "toEmail",
          "resourceDetails");
  private static final Set<String> ONLY_CREATE =
      Set.of(
          "extTicketId",
          "requester",
          "alertId",
          "parentId",
          "ticketArisedTime",
          "attachments",
          "attachedRequests",
          "knowledgeArticleIds",
          "changeRequest",
          "problem");
  private static final Set<String> RESPONSE =
      Set.of(
          "description",
          "internal",
          "creator",
          "extTicketResponseId",
          "tags",
          "attachments",
          "timeSpent");

  private final Supplier<OpsRampSettings> settings;

  IncidentBodies(Supplier<OpsRampSettings> settings) {
    this.settings = settings;
  }

  ObjectNode create(Request request) {
    Set<String> known = new HashSet<>(UPDATE);
    known.addAll(ONLY_CREATE);
    ObjectNode body = body(request, known);
    text(body, "subject");
    text(body, "description");
    checkPriority(body);
    level(body, "urgency", IncidentLists.URGENCIES);
    level(body, "businessImpact", IncidentLists.IMPACTS);
    return body;
  }

  private void level(ObjectNode body, String member, String prefix) {
    JsonNode given = body.path(member);
    boolean named = given.hasNonNull("id") || given.hasNonNull("uniqueId");
    if (!named && settings.get().urgencyRequired()) {
      throw OpsRampErrors.bad(member + " is mandatory");
    }
    known(body, member, prefix);
  }

  private static void known(ObjectNode body, String member, String prefix) {
    JsonNode given = body.path(member);
    boolean named = given.hasNonNull("id") || given.hasNonNull("uniqueId");
    if (named && !IncidentLists.has(prefix, given)) {
      throw OpsRampErrors.bad("Invalid " + member);
    }
  }

  ObjectNode update(Request request) {
    ObjectNode body = body(request, UPDATE);
    checkPriority(body);
    known(body, "urgency", IncidentLists.URGENCIES);
    known(body, "businessImpact", IncidentLists.IMPACTS);
    return body;
  }

  ObjectNode close(Request request) {
    return body(request, Set.of("reason", "notes"));
  }

  ObjectNode response(Request request) {
    ObjectNode body = body(request, RESPONSE);
    text(body, "description");
    return body;
  }

  /** Sets a status: one that is allowed now, with a reason that the tenant knows. */
  void setStatus(StoredIncident incident, String status, JsonNode reason) {
    OpsRampSettings now = settings.get();
    if (status.equals(incident.status)) {
      return;
    }
    if (!now.statuses().contains(status) || status.equals("New")) {
      throw OpsRampErrors.bad("Invalid status " + status);
    }
    if (now.reasonsEnabled() && !now.reasons().contains(reason.asText(""))) {
      throw OpsRampErrors.bad(
          reason.asText("").isEmpty()
              ? "Reason is mandatory to change the status to " + status
              : "Invalid reason " + reason.asText());
    }
    incident.reason = reason.asText("");
    incident.status(status);
  }

  private static void checkPriority(ObjectNode body) {
    if (body.has("priority") && !PRIORITIES.contains(body.path("priority").asText())) {
      throw OpsRampErrors.bad("Invalid priority " + body.path("priority").asText());
    }
  }

  private static void text(ObjectNode body, String member) {
    if (!body.path(member).isTextual() || body.path(member).asText().isBlank()) {
      throw OpsRampErrors.bad(member + " is mandatory");
    }
  }

  private static ObjectNode body(Request request, Set<String> known) {
    if (!request.header("content-type").orElse("").contains("json")) {
      throw new Refusal(Reply.empty(415));
    }
    ObjectNode body =
        request.objectOr(() -> OpsRampErrors.bad("The body is no JSON object").reply());
    body.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw OpsRampErrors.bad("Unrecognized field " + name);
              }
            });
    return body;
  }
}
