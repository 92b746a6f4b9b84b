package dev.caravan.sandbox.opsramp;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.caravan.sandbox.wire.Json;
import java.time.Instant;

/** What a person does to an incident in the portal, where no reasons are asked for. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "action")
@JsonSubTypes({
  @JsonSubTypes.Type(value = IncidentAction.Rename.class, name = "rename"),
  @JsonSubTypes.Type(value = IncidentAction.Respond.class, name = "respond"),
  @JsonSubTypes.Type(value = IncidentAction.Move.class, name = "status"),
  @JsonSubTypes.Type(value = IncidentAction.Reprioritize.class, name = "priority"),
  @JsonSubTypes.Type(value = IncidentAction.Take.class, name = "take"),
  @JsonSubTypes.Type(value = IncidentAction.Remove.class, name = "remove")
})
public sealed interface IncidentAction {
  /** Gives it another subject. */
  record Rename(String subject) implements IncidentAction {}

  /** Writes a response. */
  record Respond(String text) implements IncidentAction {}

  /** Sets any status. */
  record Move(String status) implements IncidentAction {}

  /** Sets any priority. */
  record Reprioritize(String priority) implements IncidentAction {}

  /** Takes it: it has an assigned user. */
  record Take(String loginName) implements IncidentAction {}

  /** Deletes it. */
  record Remove() implements IncidentAction {}

  /** Does it; false when there is no such incident. */
  default boolean on(ClientIncidents incidents, String id, Instant now) {
    return this instanceof Remove
        ? incidents.delete(id)
        : incidents.change(id, incident -> apply(incident, now));
  }

  private void apply(StoredIncident incident, Instant now) {
    if (this instanceof Rename rename) {
      incident.subject = rename.subject();
    } else if (this instanceof Respond respond) {
      incident.responses.add(
          Json.object()
              .put("description", respond.text())
              .put("internal", false)
              .put("createdDate", QueryKeys.DATE.format(now)));
    } else if (this instanceof Move move) {
      incident.status(move.status());
    } else if (this instanceof Reprioritize rate) {
      incident.priority = rate.priority();
    } else if (this instanceof Take take) {
      incident.assignee = take.loginName();
    }
  }
}
