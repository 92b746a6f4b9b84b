package dev.caravan.sandbox.ninjaone;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.Refusal;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What may be sent about a ticket. Anything else is refused. */
final class TicketBodies {
  private static final int LONGEST_SUBJECT = 200;
  private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
  private static final Pattern COMMENT_PART =
      Pattern.compile(
          "(?is)^(.*?content-disposition:\\s*form-data;[^\\r"
              + "\\n"
              + "]*name=\"comment\".*?)\\r"
              + "\\n"
              + "\\r"
              + "\\n"
              + "(.*?)\\r"
              + "\\n"
              + "$");
  private static final Set<String> TYPES =
      Set.of(
          "PROBLEM",
          "QUESTION",
          "INCIDENT",
          "TASK",
          "CHANGE_REQUEST",
          "SERVICE_REQUEST",
          "PROJECT",
          "APPOINTMENT",
          "MISCELLANEOUS");
  private static final Set<String> SEVERITIES =
      Set.of("NONE", "MINOR", "MODERATE", "MAJOR", "CRITICAL");
  private static final Set<String> PRIORITIES = Set.of("NONE", "LOW", "MEDIUM", "HIGH");
  private static final Set<String> BOTH =
      Set.of(
          "clientId",
          "ticketFormId",
          "locationId",
          "nodeId",
          "subject",
          "status",
          "type",
          "cc",
          "assignedAppUserId",
          "requesterUid",
          "severity",
          "priority",
          "parentTicketId",
          "tags",
          "attributes",
          "additionalAssignedTechnicianIds",
          "followupTime");

  private static final List<String> NUMBERS =
      List.of("version", "clientId", "ticketFormId", "nodeId", "locationId", "assignedAppUserId");

  private final Supplier<NinjaOneSettings> settings;
  private final TenantDevices devices;

  TicketBodies(Supplier<NinjaOneSettings> settings, TenantDevices devices) {
    this.settings = settings;
    this.devices = devices;
  }

  ObjectNode create(Request request) {
    ObjectNode body = json(request, "description");
    required(body, List.of("clientId", "ticketFormId", "subject", "status"));
    if (body.has("description") && !body.path("description").path("public").isBoolean()) {
      throw NinjaOneErrors.coded(400, "ticket_description_public_required");
    }
    return checked(body);
  }

  ObjectNode update(Request request) {
    ObjectNode body = json(request, "version");
    required(
        body, List.of("version", "clientId", "ticketFormId", "subject", "status", "requesterUid"));
    return checked(body);
  }

  private ObjectNode json(Request request, String further) {
    if (!request.header("content-type").orElse("").contains("json")) {
      throw new Refusal(Reply.empty(415));
    }
    ObjectNode body =
        request.objectOr(() -> NinjaOneErrors.failure(400, "The body is no JSON object").reply());
    Set<String> known = new HashSet<>(BOTH);
    known.add(further);
    body.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw NinjaOneErrors.failure(400, "Unrecognized field " + name);
              }
            });
    return body;
  }

  private static void required(ObjectNode body, List<String> names) {
    for (String name : names) {
      if (body.path(name).asText("").isBlank()) {
        throw NinjaOneErrors.coded(400, "ticket_" + name + "_required");
      }
    }
  }

  private ObjectNode checked(ObjectNode body) {
    if (body.path("subject").asText().length() > LONGEST_SUBJECT) {
      throw NinjaOneErrors.coded(400, "ticket_subject_too_long");
    }
    for (String number : NUMBERS) {
      if (body.hasNonNull(number) && !body.path(number).isIntegralNumber()) {
        throw NinjaOneErrors.failure(400, number + " is no number");
      }
    }
    if (!body.path("status").isTextual() || statusOf(body) == 0) {
      throw NinjaOneErrors.coded(400, "ticket_status_invalid");
    }
    if (!devices.isOrganization(body.path("clientId").asInt())) {
      throw NinjaOneErrors.failure(400, "Organization does not exist");
    }
    if (body.hasNonNull("nodeId") && !devices.isDevice(body.path("nodeId").asInt())) {
      throw NinjaOneErrors.failure(400, "Node does not exist");
    }
    if (body.path("ticketFormId").asInt() != 1) {
      throw NinjaOneErrors.failure(400, "Ticket form does not exist");
    }
    oneOf(body, "type", TYPES);
    oneOf(body, "severity", SEVERITIES);
    oneOf(body, "priority", PRIORITIES);
    return body;
  }

  /** The number of the status, 0 for one that the tenant does not have. */
  private int statusOf(ObjectNode body) {
    String wanted = body.path("status").asText();
    return settings.get().statuses().stream().anyMatch(one -> one.startsWith(wanted + " "))
        ? body.path("status").asInt()
        : 0;
  }

  private static void oneOf(ObjectNode body, String member, Set<String> allowed) {
    if (body.hasNonNull(member) && !allowed.contains(body.path(member).asText())) {
      throw NinjaOneErrors.failure(400, "Invalid " + member + " " + body.path(member).asText());
    }
  }

  /** The part {@code comment} of a form in parts; any other body is refused with 415. */
  ObjectNode comment(Request request) {
    String type = request.header("content-type").orElse("");
    Matcher boundary = BOUNDARY.matcher(type);
    if (!type.startsWith("multipart/form-data") || !boundary.find()) {
      throw new Refusal(Reply.empty(415));
    }
    String text = new String(request.body(), StandardCharsets.UTF_8);
    for (String part : text.split(Pattern.quote("--" + boundary.group(1)), -1)) {
      Matcher comment = COMMENT_PART.matcher(part);
      if (comment.matches()) {
        if (!comment.group(1).toLowerCase(Locale.ROOT).contains("application/json")) {
          throw new Refusal(Reply.empty(415));
        }
        ObjectNode entry = read(comment.group(2));
        if (!entry.path("public").isBoolean()) {
          throw NinjaOneErrors.coded(400, "log_entry_public_required");
        }
        return entry;
      }
    }
    throw NinjaOneErrors.failure(400, "Required part 'comment' is not present");
  }

  private static ObjectNode read(String json) {
    try {
      return Json.readObject(json.getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw NinjaOneErrors.failure(400, "The comment is no JSON object");
    }
  }
}
