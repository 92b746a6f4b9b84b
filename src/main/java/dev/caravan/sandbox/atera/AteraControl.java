package dev.caravan.sandbox.atera;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import dev.caravan.sandbox.wire.Router;
import dev.caravan.sandbox.wire.Splice;
import java.util.List;
import java.util.Map;

/** The truth about Atera and what people do there, below {@code /control/atera}. */
final class AteraControl {
  private final AteraVendor atera;

  AteraControl(AteraVendor atera) {
    this.atera = atera;
  }

  void routes(Router router) {
    router.on("GET", "/tickets", (r, p) -> Reply.json(200, tickets(r)));
    router.on("GET", "/tickets/{id}", (r, p) -> one(p.get(0)));
    router.on("POST", "/tickets", (r, p) -> create(Json.readObject(r.body())));
    router.on("POST", "/tickets/{id}/person", (r, p) -> person(r, p.get(0)));
    router.on("GET", "/agents", (r, p) -> Reply.json(200, atera.agents()));
    router.on("GET", "/alerts", (r, p) -> Reply.json(200, atera.alerts()));
    router.on("GET", "/customers", (r, p) -> Reply.json(200, atera.customers()));
    router.on("POST", "/customers", (r, p) -> customer(Json.readObject(r.body())));
    router.on("POST", "/customers/{id}/contacts", (r, p) -> contact(r, p.get(0)));
    router.on("GET", "/contacts", (r, p) -> Reply.json(200, atera.contacts()));
  }

  private List<TicketTruth> tickets(Request request) {
    String marker = request.query().get("marker");
    List<TicketTruth> wanted = marker == null ? atera.tickets() : atera.ticketsWithMarker(marker);
    return Splice.slice(wanted, 0, request.number("limit", Integer.MAX_VALUE));
  }

  private Reply one(String id) {
    return atera
        .ticket(Long.parseLong(id))
        .map(ticket -> Reply.json(200, ticket))
        .orElseGet(() -> missing("no ticket " + id));
  }

  private Reply create(ObjectNode body) {
    long id =
        atera.createTicket(
            body.path("source").asText("API"),
            body.path("title").asText("A ticket of a person"),
            body.path("description").asText(""));
    return Reply.json(200, Map.of("id", id));
  }

  private Reply customer(ObjectNode body) {
    return Reply.json(200, Map.of("id", atera.addCustomer(body.path("name").asText("A customer"))));
  }

  private Reply contact(Request request, String customer) {
    boolean known =
        atera.customers().stream()
            .anyMatch(one -> one.path("CustomerID").asText().equals(customer));
    return known
        ? Reply.json(
            200,
            Map.of(
                "id", atera.addContact(Long.parseLong(customer), Json.readObject(request.body()))))
        : missing("no customer " + customer);
  }

  private Reply person(Request request, String id) {
    PersonAction action = Json.as(Json.readObject(request.body()), PersonAction.class);
    return atera.person(Long.parseLong(id), action)
        ? Reply.json(200, Map.of("done", true))
        : missing("no ticket " + id);
  }

  private static Reply missing(String error) {
    return Reply.json(404, Map.of("error", error));
  }
}
