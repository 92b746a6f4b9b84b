package dev.caravan.sandbox.atera;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.Router;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The truth about Atera and what people do there, below {@code /control/atera}. */
final class AteraControl {
  private final AteraVendor atera;

  AteraControl(AteraVendor atera) {
    this.atera = atera;
  }

  void routes(Router router) {
    router.get("/tickets", (r, p) -> r.limited(tickets(r.query().get("marker"))));
    router.get("/tickets/{id}", (r, p) -> atera.ticket(id(p)).<Object>map(t -> t).orElse(false));
    router.post("/tickets", (r, p) -> Map.of("id", create(r.object())));
    router.post(
        "/tickets/{id}/person",
        (r, p) -> atera.person(id(p), Json.as(r.object(), PersonAction.class)));
    router.get("/agents", (r, p) -> atera.agents());
    router.post("/agents", (r, p) -> add(r.object().path("count").asInt(1)));
    router.post("/agents/{id}", (r, p) -> atera.devices().change(id(p), r.object()));
    router.delete("/agents/{id}", (r, p) -> atera.devices().remove(id(p)));
    router.get("/alerts", (r, p) -> atera.alerts());
    router.post("/alerts", (r, p) -> Map.of("id", atera.monitoring().open(r.object())));
    router.post("/alerts/{id}", (r, p) -> atera.monitoring().change(p.get(0), r.object()));
    router.post("/alerts/{id}/resolve", (r, p) -> atera.monitoring().resolve(p.get(0)));
    router.delete("/alerts/{id}", (r, p) -> atera.monitoring().delete(p.get(0)));
    router.get("/customers", (r, p) -> atera.customers());
    router.post("/customers", (r, p) -> Map.of("id", customer(r.object())));
    router.post("/customers/{id}/contacts", (r, p) -> contact(id(p), r.object()));
    router.get("/contacts", (r, p) -> atera.contacts());
  }

  private Map<String, Integer> add(int agents) {
    atera.devices().add(agents);
    return Map.of("added", agents);
  }

  private static long id(List<String> parts) {
    return Long.parseLong(parts.get(0));
  }

  private List<TicketSnapshot> tickets(@Nullable String marker) {
    return marker == null ? atera.tickets() : atera.ticketsWithMarker(marker);
  }

  private long create(ObjectNode body) {
    return atera.createTicket(
        body.path("source").asText("API"),
        body.path("title").asText("A ticket of a person"),
        body.path("description").asText(""));
  }

  private long customer(ObjectNode body) {
    return atera.addCustomer(body.path("name").asText("A customer"));
  }

  private Object contact(long customer, ObjectNode members) {
    boolean known =
        atera.customers().stream().anyMatch(one -> one.path("CustomerID").asLong() == customer);
    return known ? Map.of("id", atera.addContact(customer, members)) : known;
  }
}
