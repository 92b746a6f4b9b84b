package dev.caravan.sandbox.opsramp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One incident with its responses. Guarded by the lock of {@link ClientIncidents}. */
final class StoredIncident {
  private static final Set<String> OVER = Set.of("Resolved", "Closed");

  final String id;
  final Instant created;
  final String description;
  final @Nullable String extTicketId;
  final List<ObjectNode> responses = new ArrayList<>();
  String subject;
  String status = "New";
  String oldStatus = "New";
  String priority;
  String reason = "";
  @Nullable String assignee;
  int group;
  int reopened;
  Instant updated;

  /** The change before the last, for searches that do not know of the last one yet. */
  Instant updatedBefore;

  StoredIncident(String id, ObjectNode body, Instant now) {
    this.id = id;
    this.created = now;
    this.updated = now;
    this.updatedBefore = now;
    this.subject = body.path("subject").asText();
    this.description = body.path("description").asText();
    this.priority = body.path("priority").asText("Normal");
    this.extTicketId = body.path("extTicketId").textValue();
  }

  void touch(Instant now) {
    updatedBefore = updated;
    updated = now;
  }

  void status(String value) {
    if (OVER.contains(status) && !OVER.contains(value)) {
      reopened++;
    }
    oldStatus = status;
    status = value;
  }

  boolean open() {
    return !OVER.contains(status);
  }

  /** As the API shows it. */
  ObjectNode json(OpsRampSettings settings) {
    ObjectNode json = Json.object().put("id", id).put("subject", subject);
    json.put("description", description).put("status", status).put("oldStatus", oldStatus);
    json.put("priority", priority).put("oldPriority", priority);
    json.putObject("requester").put("id", "USR0000002146").put("loginName", "api");
    if (assignee != null) {
      json.putObject("assignedUser").put("id", "USR0000002095").put("loginName", assignee);
    }
    if (group > 0) {
      json.putObject("assigneeGroup").put("id", group).put("name", "Group " + group);
    }
    if (extTicketId != null) {
      json.put("extTicketId", extTicketId);
    }
    json.put("ticketArisedTime", "").putArray("alertIds");
    json.put("createdDate", QueryKeys.DATE.format(created));
    json.put("updatedDate", QueryKeys.DATE.format(updated));
    json.put("resolvedDate", open() ? "" : QueryKeys.DATE.format(updated));
    json.put("reOpenCount", reopened).put("source", "INTEGRATION");
    ArrayNode allowed = json.putArray("allowedStatus");
    List<String> statuses = settings.statuses();
    for (String name : statuses) {
      if (!name.equals(status) && !name.equals("New")) {
        allowed
            .addObject()
            .put("id", String.valueOf(statuses.indexOf(name) + 1))
            .put("name", name)
            .put("reasonsEnabled", settings.reasonsEnabled())
            .put("reasonsDefined", !settings.reasons().isEmpty());
      }
    }
    json.putObject("client").put("uniqueId", settings.tenantId());
    return json;
  }
}
