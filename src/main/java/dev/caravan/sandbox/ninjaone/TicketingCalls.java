package dev.caravan.sandbox.ninjaone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.Refusal;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import dev.caravan.sandbox.wire.Router;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The calls below {@code /v2/ticketing}. There is no way to delete a ticket. */
final class TicketingCalls {
  private static final int BOARD = 2;
  private static final int USUAL_ROWS = 50;
  private static final int USUAL_LOG = 500;

  private final TicketStore tickets;
  private final TicketBodies bodies;
  private final TenantDevices devices;
  private final Supplier<NinjaOneSettings> settings;
  private final InstantSource clock;

  TicketingCalls(
      TicketStore tickets,
      TenantDevices devices,
      Supplier<NinjaOneSettings> settings,
      InstantSource clock) {
    this.tickets = tickets;
    this.bodies = new TicketBodies(settings, devices);
    this.devices = devices;
    this.settings = settings;
    this.clock = clock;
  }

  void routes(Router router) {
    String ticketing = "/v2/ticketing";
    router.post(ticketing + "/ticket", (r, p) -> create(r));
    router.get(ticketing + "/ticket/{id}", (r, p) -> one(number(p.get(0))));
    router.put(ticketing + "/ticket/{id}", (r, p) -> update(r, number(p.get(0))));
    router.post(ticketing + "/ticket/{id}/comment", (r, p) -> comment(r, number(p.get(0))));
    router.get(ticketing + "/ticket/{id}/log-entry", (r, p) -> log(r, number(p.get(0))));
    router.get(ticketing + "/statuses", (r, p) -> Reply.json(200, statuses()));
    router.get(ticketing + "/ticket-form", (r, p) -> Reply.json(200, List.of(form())));
    router.get(ticketing + "/trigger/boards", (r, p) -> Reply.json(200, boards()));
    router.post(ticketing + "/trigger/board/{id}/run", (r, p) -> run(r, number(p.get(0))));
  }

  private static int number(String part) {
    try {
      return Integer.parseInt(part);
    } catch (NumberFormatException e) {
      throw NinjaOneErrors.missing("Resource");
    }
  }

  private void requirePerson() {
    if (settings.get().userContextRequired()) {
      throw new Refusal(
          NinjaOneErrors.auth(
              403,
              "user_context_required",
              "Access key does not have user context which is required for this request",
              5));
    }
  }

  private Reply create(Request request) {
    requirePerson();
    ObjectNode body = bodies.create(request);
    NinjaOneSettings now = settings.get();
    int id =
        tickets.create(
            (next, at) -> {
              NinjaTicket ticket = new NinjaTicket(next, body, at);
              ticket.note(entry("DESCRIPTION", body.path("description")), "TECHNICIAN", at);
              ticket.assignee = now.ruleAssignee() > 0 ? Integer.valueOf(now.ruleAssignee()) : null;
              ticket.status = now.ruleStatus() > 0 ? now.ruleStatus() : ticket.status;
              return ticket;
            });
    return now.emptyCreates() ? Reply.empty(204) : one(id);
  }

  private static ObjectNode entry(String type, JsonNode said) {
    return Json.object()
        .put("type", type)
        .put("body", said.path("body").asText(""))
        .put("publicEntry", said.path("public").asBoolean());
  }

  private Reply one(int id) {
    return Reply.json(
        200,
        tickets
            .read(id, ticket -> ticket.json(settings.get().statuses()))
            .orElseThrow(() -> NinjaOneErrors.missing("Ticket")));
  }

  /** The version that is sent must be the present one. */
  private Reply update(Request request, int id) {
    requirePerson();
    ObjectNode body = bodies.update(request);
    int present =
        tickets.read(id, t -> t.version).orElseThrow(() -> NinjaOneErrors.missing("Ticket"));
    if (body.path("version").asInt() != present) {
      throw NinjaOneErrors.coded(settings.get().staleVersionStatus(), "ticket_version_conflict");
    }
    change(
        id,
        ticket -> {
          ticket.subject = body.path("subject").asText();
          ticket.status = body.path("status").asInt();
          ticket.organization = body.path("clientId").asInt();
          ticket.type = body.path("type").asText(ticket.type);
          ticket.priority = body.path("priority").asText(ticket.priority);
          ticket.severity = body.path("severity").asText(ticket.severity);
          // What an update leaves out, it takes away.
          ticket.device =
              body.hasNonNull("nodeId") ? Integer.valueOf(body.path("nodeId").asInt()) : null;
          ticket.assignee =
              body.hasNonNull("assignedAppUserId")
                  ? Integer.valueOf(body.path("assignedAppUserId").asInt())
                  : null;
          ticket.tags.clear();
          body.path("tags").forEach(tag -> ticket.tags.add(tag.asText()));
          ticket.note(entry("SAVE", Json.object()), "TECHNICIAN", clock.instant());
        });
    return settings.get().emptyWrites() ? Reply.empty(204) : one(id);
  }

  private Reply comment(Request request, int id) {
    requirePerson();
    ObjectNode comment = bodies.comment(request);
    change(id, ticket -> ticket.note(entry("COMMENT", comment), "TECHNICIAN", clock.instant()));
    return settings.get().emptyWrites() ? Reply.empty(204) : Reply.json(200, comment);
  }

  private void change(int id, Consumer<NinjaTicket> change) {
    if (!tickets.change(id, change)) {
      throw NinjaOneErrors.missing("Ticket");
    }
  }

  /** Oldest first, behind the entry that {@code anchorId} names. */
  private Reply log(Request request, int id) {
    List<ObjectNode> all =
        tickets
            .read(id, ticket -> ticket.log.stream().map(ObjectNode::deepCopy).toList())
            .orElseThrow(() -> NinjaOneErrors.missing("Ticket"));
    int anchor = request.number("anchorId", 0);
    String type = request.query().getOrDefault("type", "");
    return Reply.json(
        200,
        all.stream()
            .filter(entry -> entry.path("id").asLong() > anchor)
            .filter(entry -> type.isEmpty() || entry.path("type").asText().equals(type))
            .limit(Math.min(USUAL_LOG, request.number("pageSize", USUAL_LOG)))
            .toList());
  }

  private List<ObjectNode> statuses() {
    List<ObjectNode> rows = new ArrayList<>();
    for (String status : settings.get().statuses()) {
      String[] pair = status.split(" ", 2);
      rows.add(
          Json.object()
              .put("name", pair[1])
              .put("displayName", pair[1])
              .put("statusId", Integer.parseInt(pair[0])));
    }
    return rows;
  }

  private static ObjectNode form() {
    return Json.object().put("id", 1).put("name", "Default").put("active", true);
  }

  /** The first is somebody's own; the second shows all tickets. */
  private List<ObjectNode> boards() {
    return List.of(
        Json.object().put("id", 1).put("name", "My tickets").put("system", true),
        Json.object().put("id", BOARD).put("name", "All tickets").put("system", true));
  }

  /** In the order of ids, descending unless the request sorts otherwise. */
  private Reply run(Request request, int board) {
    ObjectNode body =
        request.objectOr(() -> NinjaOneErrors.failure(400, "The body is no JSON object").reply());
    String wanted = body.path("searchCriteria").asText("").toLowerCase(Locale.ROOT);
    if (wanted.length() > 512) {
      throw NinjaOneErrors.failure(400, "searchCriteria is too long");
    }
    boolean ascending = body.path("sortBy").path(0).path("direction").asText().equals("ASC");
    NinjaOneSettings now = settings.get();
    Instant seen = clock.instant().minusMillis(now.searchLagMs());
    int last = body.path("lastCursorId").asInt();
    List<ObjectNode> rows =
        board == BOARD
            ? tickets
                .all(
                    t ->
                        shown(t, seen, wanted)
                            ? t.row(
                                now.statuses(),
                                now.boardShowsTags(),
                                devices.nameOf(t.organization))
                            : Json.object())
                .stream()
                .filter(row -> row.has("id"))
                .filter(
                    row ->
                        last == 0
                            || (row.path("id").asInt() > last) == ascending
                                && row.path("id").asInt() != last)
                .sorted(order(ascending))
                .limit(Math.max(1, Math.min(body.path("pageSize").asInt(USUAL_ROWS), USUAL_ROWS)))
                .toList()
            : List.of();
    ObjectNode answer = Json.object();
    answer.set("data", Json.tree(rows));
    ObjectNode metadata = answer.putObject("metadata");
    if (!rows.isEmpty()) {
      metadata.put("lastCursorId", rows.get(rows.size() - 1).path("id").asInt());
    }
    return Reply.json(200, answer);
  }

  private static Comparator<ObjectNode> order(boolean ascending) {
    Comparator<ObjectNode> byId = Comparator.comparingInt(row -> row.path("id").asInt());
    return ascending ? byId : byId.reversed();
  }

  private boolean shown(NinjaTicket ticket, Instant seen, String wanted) {
    boolean inTags = settings.get().boardTags() && ticket.tags.stream().anyMatch(wanted::equals);
    return !ticket.created.isAfter(seen)
        && !ticket.deleted
        && (wanted.isEmpty() || inTags || ticket.subject.toLowerCase(Locale.ROOT).contains(wanted));
  }
}
