package dev.caravan.vendors.ninjaone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.call.Answers;
import dev.caravan.config.Settings;
import dev.caravan.config.SyncSettings;
import dev.caravan.cycle.Cycle;
import dev.caravan.text.Names;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;

/**
 * What a cycle knows of its tenant's ticketing, read in each: the statuses of new and closed
 * tickets, form and board, and which organization a ticket belongs to. Each list that is read is
 * the body. Thread-safe.
 */
public final class Ticketing {
  private final Settings settings;

  /** What a cycle knows, by name. */
  private record TicketingFacts(Map<String, String> values) {
    private static final Cycle.StateKey<TicketingFacts> KEY =
        new Cycle.StateKey<>(TicketingFacts.class);

    private static Map<String, String> of(Exchange exchange) {
      return Cycle.of(exchange)
          .state(KEY, () -> new TicketingFacts(new ConcurrentHashMap<>()))
          .values();
    }
  }

  Ticketing(Settings settings) {
    this.settings = settings;
  }

  /**
   * Chooses the board of those in the body.
   *
   * @throws dev.caravan.cycle.OperatorActionRequired when none is known to show all tickets
   */
  public void boards(Exchange exchange) {
    TicketingFacts.of(exchange).put("board", TicketChoices.board(sync(exchange), list(exchange)));
  }

  /**
   * Chooses the form of those in the body.
   *
   * @throws dev.caravan.cycle.OperatorActionRequired when it must be set
   */
  public void forms(Exchange exchange) {
    TicketingFacts.of(exchange).put("form", TicketChoices.form(sync(exchange), list(exchange)));
  }

  /**
   * Keeps the statuses in the body of a new and of a closed ticket.
   *
   * @throws dev.caravan.cycle.OperatorActionRequired when the tenant has none
   */
  public void statuses(Exchange exchange) {
    SyncSettings sync = sync(exchange);
    JsonNode rows = list(exchange);
    Map<String, String> known = TicketingFacts.of(exchange);
    known.put("open", TicketChoices.openStatus(sync, rows));
    known.put("closed", TicketChoices.closedStatus(sync, rows));
  }

  private static JsonNode list(Exchange exchange) {
    JsonNode rows = exchange.getMessage().getBody(JsonNode.class);
    if (rows == null || !rows.isArray()) {
      throw Answers.unreadable(exchange, "answered something that is no list");
    }
    return rows;
  }

  /** Sets the variable {@code board}. */
  public void board(Exchange exchange) {
    exchange.setVariable("board", TicketingFacts.of(exchange).get("board"));
  }

  /** Whether a change in the body opens a ticket. */
  public boolean opensAny(Exchange exchange) {
    for (JsonNode change : exchange.getMessage().getBody(JsonNode.class)) {
      if (isCreate(change)) {
        return true;
      }
    }
    return false;
  }

  /** Tells each change in the body what it needs to know of the tenant. */
  public void complete(Exchange exchange) {
    exchange.removeVariable("organizationsRead");
    Map<String, String> known = TicketingFacts.of(exchange);
    SyncSettings sync = sync(exchange);
    for (JsonNode node : exchange.getMessage().getBody(JsonNode.class)) {
      ObjectNode change = (ObjectNode) node;
      change.put("closedStatus", known.get("closed"));
      if (isCreate(change)) {
        change.put("openStatus", known.get("open"));
        Optional.ofNullable(known.get("form")).ifPresent(id -> change.put("form", number(id)));
        organization(exchange, change.path("about").path("site").path("name").asText(""))
            .or(() -> sync.extra("organization-id"))
            .ifPresent(id -> change.put("organization", number(id)));
      }
    }
  }

  private static boolean isCreate(JsonNode change) {
    return "create".equals(change.path("op").asText());
  }

  private static long number(String id) {
    return Long.parseLong(id);
  }

  /** The number of the only organization of that name. */
  private static Optional<String> organization(Exchange exchange, String site) {
    List<String> found =
        Directory.of(exchange).organizations().entrySet().stream()
            .filter(one -> !site.isBlank())
            .filter(one -> Names.same(one.getValue().path("name").asText(), site))
            .map(Map.Entry::getKey)
            .toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private SyncSettings sync(Exchange exchange) {
    return settings.sync(Cycle.of(exchange).sync());
  }
}
