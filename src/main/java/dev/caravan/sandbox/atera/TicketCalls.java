package dev.caravan.sandbox.atera;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.PageRange;
import dev.caravan.sandbox.wire.Refusal;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import dev.caravan.sandbox.wire.Router;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The calls below {@code /tickets} and the custom values of tickets. */
final class TicketCalls {
  private final Tickets tickets;
  private final TicketModels models;
  private final TicketWriter writer;
  private final AteraPages pages;
  private final InstantSource clock;
  private final Supplier<AteraSettings> settings;
  private final TenantRules rules;

  TicketCalls(
      Tickets tickets,
      TicketModels models,
      TicketWriter writer,
      AteraPages pages,
      InstantSource clock,
      Supplier<AteraSettings> settings) {
    this.tickets = tickets;
    this.models = models;
    this.writer = writer;
    this.pages = pages;
    this.clock = clock;
    this.settings = settings;
    this.rules = new TenantRules(settings);
  }

  void routes(Router router) {
    router.get("/api/v3/tickets", (r, p) -> list(r, filter(r), true));
    router.get("/api/v3/tickets/noComments", (r, p) -> list(r, filter(r), false));
    router.get("/api/v3/tickets/lastmodified", (r, p) -> lastModified(r));
    router.get("/api/v3/tickets/statusmodified", (r, p) -> statusModified(r));
    router.post("/api/v3/tickets", (r, p) -> create(r));
    router.get("/api/v3/tickets/{id}", (r, p) -> one(p.get(0)));
    router.put("/api/v3/tickets/{id}", (r, p) -> update(r, p.get(0)));
    router.post("/api/v3/tickets/{id}", (r, p) -> update(r, p.get(0)));
    router.delete("/api/v3/tickets/{id}", (r, p) -> delete(p.get(0)));
    router.get("/api/v3/tickets/{id}/comments", (r, p) -> comments(r, p.get(0)));
    router.post("/api/v3/tickets/{id}/comments", (r, p) -> comment(r, p.get(0)));
    router.get("/api/v3/tickets/{id}/attachments", (r, p) -> attachments(p.get(0)));
    String field = "/api/v3/customvalues/ticketfield/{id}/{name}";
    router.get(field, (r, p) -> customValues(p.get(0), Set.of(p.get(1))));
    router.put(field, (r, p) -> setCustomValue(r, p.get(0), p.get(1)));
    router.post(field, (r, p) -> setCustomValue(r, p.get(0), p.get(1)));
    router.get(
        "/api/v3/customvalues/ticketfields/{id}", (r, p) -> customValues(p.get(0), Set.of()));
  }

  private Reply list(Request request, Predicate<StoredTicket> wanted, boolean withComments) {
    PageRange part = pages.wanted(request);
    Tickets.Listed<byte[]> listed =
        tickets.list(
            wanted,
            part.from(),
            part.size(),
            ticket -> Json.bytes(writer.ticket(ticket, withComments)));
    return pages.page(request, listed.shown(), listed.total());
  }

  private static Predicate<StoredTicket> filter(Request request) {
    String customer = request.query().get("customerId");
    String status = request.query().get("ticketStatus");
    return ticket ->
        (customer == null || customer.equals(String.valueOf(ticket.contact.customerId())))
            && (status == null || status.equals(ticket.status));
  }

  /** Modified at or after the date, by default since midnight UTC; comment texts only on demand. */
  private Reply lastModified(Request request) {
    String date = request.query().get("date");
    Instant since =
        date == null || date.isBlank()
            ? LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
            : instant(date);
    return list(
        request,
        tickets.modifiedSince(since),
        Boolean.parseBoolean(request.query().getOrDefault("includeComments", "false")));
  }

  private Reply statusModified(Request request) {
    return list(
        request,
        ticket -> ticket.resolved != null,
        Boolean.parseBoolean(request.query().getOrDefault("includeComments", "true")));
  }

  private Reply create(Request request) {
    ObjectNode body = models.create(request);
    StoredTicket.EndUser contact = models.contact(body);
    Instant now = clock.instant();
    long id =
        tickets.create(
            next -> {
              StoredTicket ticket =
                  new StoredTicket(
                      next,
                      now,
                      contact,
                      "API",
                      body.path("TicketTitle").asText(),
                      body.path("Description").asText());
              TicketModels.apply(body, ticket, now);
              rules.opened(ticket, now);
              return ticket;
            });
    return result(201, id);
  }

  private Reply update(Request request, String id) {
    AteraSettings.Update allowed = settings.get().update();
    if (allowed != AteraSettings.Update.BOTH && !allowed.name().equals(request.method())) {
      return Reply.empty(405);
    }
    ObjectNode body = models.update(request);
    Instant now = clock.instant();
    change(
        id,
        ticket -> {
          TicketModels.apply(body, ticket, now);
          rules.updated(ticket, now);
        });
    return result(200, number(id));
  }

  private Reply one(String id) {
    return Reply.json(200, read(id, ticket -> writer.ticket(ticket, true)));
  }

  private Reply delete(String id) {
    if (!tickets.delete(number(id))) {
      throw AteraErrors.missing("Ticket " + id);
    }
    return Reply.empty(204);
  }

  private Reply comments(Request request, String id) {
    List<byte[]> all =
        read(id, t -> t.comments.stream().map(one -> Json.bytes(writer.comment(one))).toList());
    PageRange part = pages.wanted(request);
    return pages.page(request, part.of(all), all.size());
  }

  private Reply comment(Request request, String id) {
    StoredTicket.TicketComment comment = models.comment(request, clock.instant());
    change(id, ticket -> ticket.comments.add(comment));
    return result(settings.get().commentStatus(), number(id));
  }

  private Reply attachments(String id) {
    return Reply.json(200, read(id, ticket -> List.of()));
  }

  private Reply customValues(String id, Set<String> names) {
    ArrayNode values = Json.array();
    Map<String, String> all = read(id, ticket -> Map.copyOf(ticket.customValues));
    all.forEach(
        (name, value) -> {
          if (names.isEmpty() || names.contains(name)) {
            values
                .addObject()
                .put("ItemId", number(id))
                .put("Id", UUID.nameUUIDFromBytes(Json.bytes(name)).toString())
                .put("FieldName", name)
                .put("ValueAsString", value)
                .put("ValueAsDecimal", 0)
                .putNull("ValueAsDateTime")
                .put("ValueAsBool", false)
                .putNull("OptionId");
          }
        });
    return Reply.json(200, values);
  }

  private Reply setCustomValue(Request request, String id, String name) {
    String value = AteraErrors.body(request).path("Value").asText("");
    change(id, ticket -> ticket.customValues.put(name, value));
    return result(200, number(id));
  }

  private <T> T read(String id, Function<StoredTicket, T> reader) {
    return tickets.read(number(id), reader).orElseThrow(() -> AteraErrors.missing("Ticket " + id));
  }

  private void change(String id, Consumer<StoredTicket> change) {
    if (!tickets.change(number(id), change)) {
      throw AteraErrors.missing("Ticket " + id);
    }
  }

  private Reply result(int status, long id) {
    long action = id + settings.get().actionIdOffset();
    return settings.get().notesDialect()
        ? Reply.json(status, Map.of("ActionID", action, "TicketID", id))
        : Reply.json(status, Map.of("ActionID", String.valueOf(action)));
  }

  private static long number(String id) {
    try {
      return Long.parseLong(id);
    } catch (NumberFormatException e) {
      throw new Refusal(AteraErrors.problem(400, "The value '" + id + "' is not valid."));
    }
  }

  /** A date of a filter: with an offset, or without one in UTC, or a day. */
  private static Instant instant(String text) {
    try {
      if (!text.contains("T")) {
        return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      }
      return text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw new Refusal(AteraErrors.problem(400, "The value '" + text + "' is not valid."));
    }
  }
}
