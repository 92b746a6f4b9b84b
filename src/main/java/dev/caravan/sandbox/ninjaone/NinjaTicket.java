package dev.caravan.sandbox.ninjaone;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One ticket with its log. Guarded by the lock of {@link TicketStore}. */
final class NinjaTicket {
  private static final String CLIENT_APP = "7f3c2a10-0000-4000-8000-000000000001";

  final int id;
  final Instant created;
  final List<String> tags = new ArrayList<>();
  final List<ObjectNode> log = new ArrayList<>();
  int version = 1;
  int organization;
  int form;
  @Nullable Integer device;
  @Nullable Integer assignee;
  String subject;
  int status;
  String type;
  String priority;
  String severity;
  String source = "TECHNICIAN";

  /** Whoever asked; where nobody was named, the client app's own user. */
  final String requester;

  boolean deleted;
  Instant updated;

  /** The change before the last, for boards that do not know of the last one yet. */
  Instant updatedBefore;

  NinjaTicket(int id, ObjectNode body, Instant now) {
    this.id = id;
    this.created = now;
    this.updated = now;
    this.updatedBefore = now;
    this.subject = body.path("subject").asText();
    this.status = body.path("status").asInt(1000);
    this.type = body.path("type").asText("PROBLEM");
    this.priority = body.path("priority").asText("NONE");
    this.severity = body.path("severity").asText("NONE");
    this.organization = body.path("clientId").asInt();
    this.form = body.path("ticketFormId").asInt();
    this.device = body.hasNonNull("nodeId") ? body.path("nodeId").asInt() : null;
    this.requester = body.path("requesterUid").asText(CLIENT_APP);
    body.path("tags").forEach(tag -> tags.add(tag.asText()));
  }

  void touch(Instant now) {
    version++;
    updatedBefore = updated;
    updated = now;
  }

  /**
   * Adds to the log.
   *
   * @param entry with its type and body
   * @param author how the log calls who wrote it
   */
  void note(ObjectNode entry, String author, Instant now) {
    entry.put("id", 5000L + id * 100L + log.size()).put("appUserContactType", author);
    log.add(entry.put("system", false).put("createTime", DecimalSeconds.of(now)));
  }

  /** As get-by-id shows it. */
  ObjectNode json(List<String> statuses) {
    ObjectNode json = Json.object().put("id", id).put("version", version);
    if (device != null) {
      json.put("nodeId", device);
    }
    json.put("clientId", organization).put("ticketFormId", form);
    if (assignee != null) {
      json.put("assignedAppUserId", assignee);
    }
    json.put("requesterUid", requester);
    json.put("subject", subject).set("status", status(statuses));
    json.put("type", type).put("priority", priority).put("severity", severity);
    json.put("source", source).put("createTime", DecimalSeconds.of(created));
    json.put("deleted", deleted).putArray("attributeValues");
    ArrayNode shown = json.putArray("tags");
    tags.forEach(shown::add);
    return json;
  }

  /**
   * As a row of a board shows it.
   *
   * @param seen later changes are not known to it yet
   */
  ObjectNode row(List<String> statuses, boolean withTags, String organizationName, Instant seen) {
    ObjectNode row = Json.object().put("id", id).put("summary", subject).put("subject", subject);
    row.put("source", source).put("priority", priority).put("severity", severity);
    row.put("organization", organizationName).put("totalTimeTracked", 0);
    row.set("status", status(statuses));
    row.put("createTime", DecimalSeconds.of(created))
        .put("lastUpdated", DecimalSeconds.of(updated.isAfter(seen) ? updatedBefore : updated));
    if (withTags) {
      ArrayNode shown = row.putArray("tags");
      tags.forEach(shown::add);
    }
    return row;
  }

  private ObjectNode status(List<String> statuses) {
    String name =
        statuses.stream()
            .filter(one -> one.startsWith(status + " "))
            .map(one -> one.substring(one.indexOf(' ') + 1))
            .findFirst()
            .orElse("UNKNOWN");
    return Json.object()
        .put("name", name)
        .put("displayName", name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT))
        .put("statusId", status);
  }
}
