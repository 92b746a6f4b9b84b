package dev.caravan.vendors.atera;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.account.Accounts;
import dev.caravan.call.Answers;
import dev.caravan.call.VendorFailure.Missing;
import dev.caravan.paging.FoundTicket;
import dev.caravan.paging.Listing;
import dev.caravan.reconcile.FoundTarget;
import dev.caravan.reconcile.InDoubtResolver.Duplicate;
import dev.caravan.target.Unproven;
import dev.caravan.target.Unsendable;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.jspecify.annotations.Nullable;

/** The decisions in the ticket routes of Atera. Thread-safe. */
public final class TicketChanges {
  /** The status that our tickets are opened with; the mapping says so too. */
  static final String OPEN = "Open";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Accounts accounts;
  private final Set<String> proven = ConcurrentHashMap.newKeySet();
  private final Set<String> withoutPut = ConcurrentHashMap.newKeySet();

  public TicketChanges(Accounts accounts) {
    this.accounts = accounts;
  }

  /**
   * The end of a scan: its tickets, as reconciliation knows counterparts, and whether it saw the
   * whole list.
   */
  public void found(Exchange exchange) {
    Listing listing = exchange.getVariable("listing", Listing.class);
    exchange.setVariable("steady", listing.steady());
    List<FoundTarget> targets = new ArrayList<>();
    for (Object item : exchange.getMessage().getBody(List.class)) {
      FoundTicket ticket = (FoundTicket) item;
      // Numbers grow with time; whether the date of creation is there is not proven.
      targets.add(
          new FoundTarget(
              ticket.marker(),
              ticket.ticketId(),
              Long.parseLong(ticket.ticketId()),
              Ticket.isOver(ticket.status())));
    }
    exchange.getMessage().setBody(targets);
  }

  /**
   * Atera gives a ticket to its contact's customer: without a contact there is nowhere to open it.
   */
  public void requireContact(JsonNode change) {
    JsonNode payload = change.path("payload");
    if (!payload.hasNonNull("EndUserID") && !payload.hasNonNull("EndUserEmail")) {
      throw new Unsendable(
          ("No contact for the site %s: add a row for it to the contacts file, or set end-user-id"
                  + " for all sites without one")
              .formatted(change.path("about").path("site").path("name").asText("(unknown)")));
    }
  }

  /**
   * The number of the ticket that was opened: TicketID if there is one, else ActionID, text or
   * number.
   */
  public void created(Exchange exchange) {
    JsonNode answer = Answers.tree(exchange);
    long number = number(answer, "TicketID").or(() -> number(answer, "ActionID")).orElse(0L);
    if (number <= 0) {
      throw new Unproven("Atera accepted the ticket but did not say its number");
    }
    exchange.setVariable("targetId", Long.toString(number));
    exchange.getMessage().setBody(null);
  }

  private static Optional<Long> number(JsonNode answer, String member) {
    String text = answer.path(member).asText("").strip();
    return text.matches("\\d{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  /**
   * Whether it is still to be seen that the account's ActionID is the number of its ticket. One
   * proof is enough for a process: every later write reads the ticket and looks for the marker.
   */
  public boolean numberUnproven(String account) {
    return !proven.contains(account);
  }

  /** Looks for the marker in the ticket that the answer named. */
  public void prove(Exchange exchange) {
    Ticket ticket = new Ticket(Answers.tree(exchange));
    String marker = change(exchange).path("marker").asText();
    if (!ticket.carries(marker)) {
      throw new Unproven(
          "The number %s that Atera answered is another ticket's; ours is looked for by its marker"
              .formatted(exchange.getVariable("targetId")));
    }
    proven.add(exchange.getVariable("account", String.class));
    exchange.getMessage().setBody(null);
  }

  /** Leaves in the body what is to be updated, null for nothing. */
  public void update(Exchange exchange) {
    JsonNode change = change(exchange);
    Ticket ticket = ours(exchange, change);
    if (ticket.isOver()) {
      ended(exchange, "a person has set it to " + ticket.status());
      return;
    }
    String marker = change.path("marker").asText();
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    change
        .path("payload")
        .properties()
        .forEach(
            field -> {
              if (mayWrite(field, ticket, marker, change)) {
                fields.set(field.getKey(), onTheWire(field, marker));
              }
            });
    body(exchange, fields);
  }

  /**
   * A title is ours while it is what we wrote last; where that is not known, after a lost ledger,
   * one that differs may be a person's. Other fields are changed when they differ.
   */
  private static boolean mayWrite(
      Map.Entry<String, JsonNode> field, Ticket ticket, String marker, JsonNode change) {
    String name = field.getKey();
    if (!"TicketTitle".equals(name)) {
      return !ticket.json().path(name).equals(field.getValue());
    }
    String now = ticket.titleWithoutMarker(marker);
    boolean ours = now.equals(change.path("written").path(name).textValue());
    for (JsonNode payload : change.path("maybeWritten")) {
      ours |= now.equals(payload.path(name).textValue());
    }
    return ours && !now.equals(field.getValue().asText());
  }

  private static JsonNode onTheWire(Map.Entry<String, JsonNode> field, String marker) {
    return "TicketTitle".equals(field.getKey())
        ? JsonNodeFactory.instance.textNode("[%s] %s".formatted(marker, field.getValue().asText()))
        : field.getValue();
  }

  /**
   * Leaves in the body what closes the ticket, null for nothing: it is over already, or a person
   * works on it and the operator does not want such tickets closed.
   */
  public void close(Exchange exchange) {
    JsonNode change = change(exchange);
    Ticket ticket = ours(exchange, change);
    boolean whoeverWorksOnIt = "close".equals(exchange.getVariable("closeTouched", String.class));
    Optional<String> touched = whoeverWorksOnIt ? Optional.empty() : ticket.touchedBy(OPEN);
    exchange.setVariable("covered", false);
    if (ticket.isOver()) {
      exchange.setVariable("reason", "it was %s already".formatted(ticket.status()));
      exchange.getMessage().setBody(null);
    } else if (touched.isPresent()) {
      leave(exchange, touched.get());
    } else {
      exchange.setVariable("covered", !whoeverWorksOnIt && ticket.lastCommentIsOurs());
      body(exchange, change.path("payload"));
    }
  }

  /** Whether a step left something to be written. */
  public boolean isNeeded(@Nullable String fields) {
    return fields != null;
  }

  /** Whether a comment of ours may hide, in the ticket, that a person commented before. */
  public boolean commentsCovered(Exchange exchange) {
    return exchange.getVariable("covered", false, Boolean.class);
  }

  /** As {@link #close}, when all comments of the ticket have been read. */
  public void closeUnlessCommented(Exchange exchange) {
    List<?> comments = exchange.getVariable("comments", List.class);
    if (TicketComments.ofOthers(comments)) {
      leave(exchange, TicketComments.COMMENTED);
    } else {
      body(exchange, change(exchange).path("payload"));
    }
  }

  private static void leave(Exchange exchange, String why) {
    exchange.setVariable("left", why);
    exchange.setVariable("reason", "left open for the person: " + why);
    exchange.getMessage().setBody(null);
  }

  /** Whether this account updates tickets by POST, because it refused PUT before. */
  public String updateMethod(String account) {
    return withoutPut.contains(account) ? "POST" : "PUT";
  }

  /** Whether it was the method that was refused; from now on the account is asked by the other. */
  public boolean putRefused(Exchange exchange) {
    Missing failure = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Missing.class);
    boolean refused =
        failure != null
            && failure.status() == HttpURLConnection.HTTP_BAD_METHOD
            && "PUT".equals(failure.method());
    if (refused) {
      withoutPut.add(exchange.getVariable("account", String.class));
    }
    return refused;
  }

  /** Makes a surplus ticket look like a change whose comment may be there already. */
  public void retire(Exchange exchange) {
    Duplicate duplicate = exchange.getMessage().getBody(Duplicate.class);
    ObjectNode change = JsonNodeFactory.instance.objectNode();
    change.put("op", "close").put("marker", duplicate.marker()).put("retry", true);
    change.put("targetId", duplicate.targetId());
    change.putObject("payload").put("id", "double").put("kept", duplicate.keptId());
    exchange.setVariable("change", change);
    exchange.setVariable("targetId", duplicate.targetId());
  }

  /** What resolves a surplus ticket. */
  public void retireFields(Exchange exchange) {
    body(exchange, JsonNodeFactory.instance.objectNode().put("TicketStatus", "Resolved"));
  }

  public String ticketUrl(Exchange exchange) {
    String account = exchange.getVariable("account", String.class);
    return accounts
        .get(account)
        .url("tickets-path", exchange.getVariable("targetId", String.class));
  }

  public String commentsUrl(Exchange exchange) {
    return ticketUrl(exchange) + "/comments";
  }

  /**
   * @throws Unsendable when the ticket does not carry our marker: then it is not ours to change
   */
  static Ticket ours(Exchange exchange, JsonNode change) {
    Ticket ticket = new Ticket(Answers.tree(exchange));
    String marker = change.path("marker").asText();
    if (!ticket.carries(marker)) {
      throw new Unsendable(
          "Ticket %s does not carry our marker %s any more; it is left alone"
              .formatted(change.path("targetId").asText(), marker));
    }
    return ticket;
  }

  static void ended(Exchange exchange, String reason) {
    exchange.setVariable("ended", true);
    exchange.setVariable("reason", reason);
    exchange.getMessage().setBody(null);
  }

  private static void body(Exchange exchange, JsonNode fields) {
    exchange.getMessage().setBody(fields.isEmpty() ? null : MAPPER.valueToTree(fields).toString());
  }

  static JsonNode change(Exchange exchange) {
    return exchange.getVariable("change", JsonNode.class);
  }
}
