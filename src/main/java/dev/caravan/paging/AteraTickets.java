package dev.caravan.paging;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.account.Account;
import dev.caravan.account.Accounts;
import dev.caravan.call.CallVariables;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of tickets, and the search for our markers in those that changed lately: in the title
 * and in the first comment, which is the description. Thread-safe; what was found is in the
 * exchange.
 */
public final class AteraTickets {
  private static final Pattern MARKER = Pattern.compile("cv-[a-z2-7]{12}(?![a-z2-7])");
  private static final String FOUND = "found";

  private final Accounts accounts;

  public AteraTickets(Accounts accounts) {
    this.accounts = accounts;
  }

  /** The address of the ticket in the variable {@code targetId}. */
  public String url(Exchange exchange) {
    return account(exchange).url("tickets-path", exchange.getVariable("targetId", String.class));
  }

  /** Composes the listing of all tickets modified since the variable {@code since}, an instant. */
  public void begin(Exchange exchange) {
    Instant since =
        Instant.parse(exchange.getVariable("since", String.class)).truncatedTo(ChronoUnit.SECONDS);
    exchange.setVariable(
        CallVariables.URL,
        // With comments, because it is not said whether FirstComment comes without.
        account(exchange).url("modified-tickets-path")
            + "?date="
            + URLEncoder.encode(since.toString(), StandardCharsets.UTF_8)
            + "&includeComments=true&itemsInPage=50&page=1");
    exchange.setVariable(Pages.COLLECTION, "items");
    exchange.setVariable(FOUND, new LinkedHashMap<String, FoundTicket>());
  }

  /** Keeps those tickets of the page in the body that carry a marker, each marker once a ticket. */
  public void collect(Exchange exchange) {
    Map<String, FoundTicket> found = found(exchange);
    for (JsonNode ticket : exchange.getMessage().getBody(JsonNode.class)) {
      String title = text(ticket, "TicketTitle");
      Matcher marker = MARKER.matcher(title + "\n" + text(ticket, "FirstComment"));
      while (marker.find()) {
        String id = text(ticket, "TicketID");
        found.put(
            marker.group() + "/" + id,
            new FoundTicket(
                marker.group(),
                id,
                text(ticket, "TicketStatus"),
                instant(text(ticket, "TicketCreatedDate")),
                title));
      }
    }
  }

  /** Makes the body a {@code List<FoundTicket>}. */
  public void result(Exchange exchange) {
    List<FoundTicket> tickets = new ArrayList<>(found(exchange).values());
    exchange.removeVariable(FOUND);
    exchange.getMessage().setBody(tickets);
  }

  private Account account(Exchange exchange) {
    return accounts.get(exchange.getVariable(CallVariables.ACCOUNT, String.class));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, FoundTicket> found(Exchange exchange) {
    return (Map<String, FoundTicket>) exchange.getVariable(FOUND);
  }

  private static String text(JsonNode ticket, String member) {
    JsonNode value = ticket.path(member);
    return value.isNull() ? "" : value.asText();
  }

  /** Whether the vendor's instants carry a zone is unproven; without one they are UTC. */
  private static @Nullable Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException noZone) {
      try {
        return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
      } catch (DateTimeException notAnInstant) {
        return null;
      }
    }
  }
}
