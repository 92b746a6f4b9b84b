package dev.caravan.sandbox.opsramp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import dev.caravan.sandbox.wire.Router;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The calls below {@code /incidents}. What creates, changes and lists is a POST, POST and GET. */
final class IncidentCalls {
  private final ClientIncidents incidents;
  private final IncidentBodies bodies;
  private final ResultPages pages;
  private final InstantSource clock;
  private final Supplier<OpsRampSettings> settings;

  IncidentCalls(
      ClientIncidents incidents,
      ResultPages pages,
      InstantSource clock,
      Supplier<OpsRampSettings> settings) {
    this.incidents = incidents;
    this.bodies = new IncidentBodies(settings);
    this.pages = pages;
    this.clock = clock;
    this.settings = settings;
  }

  void routes(Router router, String tenant) {
    String all = tenant + "/incidents";
    router.get(all + "/search", (r, p) -> search(r));
    new IncidentLists(settings).routes(router, all);
    router.post(all, (r, p) -> create(r));
    router.get(all + "/{id}", (r, p) -> one(p.get(1)));
    router.post(all + "/{id}", (r, p) -> update(r, p.get(1)));
    router.post(all + "/{id}/close", (r, p) -> close(r, p.get(1)));
    router.post(all + "/{id}/responses", (r, p) -> respond(r, p.get(1)));
    router.get(all + "/{id}/responses/search", (r, p) -> responses(r, p.get(1)));
  }

  /** Without a date of creation only the latest weeks. */
  private Reply search(Request request) {
    QueryKeys keys = QueryKeys.of(request, Set.copyOf(QueryKeys.INCIDENT_KEYS));
    OpsRampSettings now = settings.get();
    boolean dated =
        keys.date("startCreationDate").or(() -> keys.date("endCreationDate")).isPresent();
    Instant oldest = dated ? Instant.MIN : clock.instant().minus(Duration.ofDays(now.searchDays()));
    Optional<String> ext = keys.text("extTicketId");
    List<ObjectNode> found =
        incidents.shown(
            one ->
                !one.created.isBefore(oldest)
                    && keys.covers("startCreationDate", "endCreationDate", one.created)
                    && keys.covers(
                        "startUpdationDate", "endUpdationDate", incidents.updatedAsShown(one))
                    && keys.allows("status", Set.of(one.status))
                    && keys.allows("uniqueId", Set.of(one.id))
                    && ext.map(wanted -> matches(one, wanted, now)).orElse(true),
            one -> one.json(now));
    return pages.page(request, "ticket.id", found);
  }

  private static boolean matches(StoredIncident one, String wanted, OpsRampSettings now) {
    String own = String.valueOf(one.extTicketId);
    return now.extTicketMatch() == OpsRampSettings.Match.EXACT
        ? own.equals(wanted)
        : own.contains(wanted);
  }

  private Reply create(Request request) {
    ObjectNode body = bodies.create(request);
    OpsRampSettings now = settings.get();
    String id =
        incidents.create(
            (next, at) -> {
              StoredIncident incident = new StoredIncident(next, body, at);
              incident.group = now.ruleGroup();
              if (!now.ruleStatus().isEmpty()) {
                incident.status(now.ruleStatus());
              }
              if (!now.rulePriority().isEmpty()) {
                incident.priority = now.rulePriority();
              }
              return incident;
            });
    return one(id);
  }

  private Reply one(String id) {
    return Reply.json(
        200,
        incidents
            .read(id, incident -> incident.json(settings.get()))
            .orElseThrow(() -> OpsRampErrors.missing("Incident " + id)));
  }

  private Reply update(Request request, String id) {
    ObjectNode body = bodies.update(request);
    change(
        id,
        incident -> {
          if (body.has("status")) {
            bodies.setStatus(incident, body.path("status").asText(), body.path("reason"));
          }
          incident.subject = body.path("subject").asText(incident.subject);
          incident.priority = body.path("priority").asText(incident.priority);
          if (body.path("response") instanceof ObjectNode response) {
            incident.responses.add(shown(response));
          }
        });
    return one(id);
  }

  private Reply close(Request request, String id) {
    ObjectNode body = bodies.close(request);
    change(id, incident -> bodies.setStatus(incident, "Closed", body.path("reason")));
    return one(id);
  }

  private Reply respond(Request request, String id) {
    ObjectNode response = shown(bodies.response(request));
    change(id, incident -> incident.responses.add(response));
    return Reply.json(200, response);
  }

  private ObjectNode shown(ObjectNode response) {
    ObjectNode shown = response.deepCopy();
    shown.put("internal", response.path("internal").asBoolean());
    shown.putObject("creator").put("id", "USR0000002146").put("loginName", "api");
    shown.put("createdDate", QueryKeys.DATE.format(clock.instant()));
    return shown.put("hasAttachments", false);
  }

  private Reply responses(Request request, String id) {
    QueryKeys.of(request, Set.copyOf(QueryKeys.RESPONSE_KEYS));
    List<ObjectNode> all =
        incidents
            .read(id, incident -> List.copyOf(incident.responses))
            .orElseThrow(() -> OpsRampErrors.missing("Incident " + id));
    return pages.page(request, "response.id", all);
  }

  private void change(String id, Consumer<StoredIncident> change) {
    if (!incidents.change(id, change)) {
      throw OpsRampErrors.missing("Incident " + id);
    }
  }
}
