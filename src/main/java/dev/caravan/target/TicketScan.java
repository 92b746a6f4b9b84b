package dev.caravan.target;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.account.Accounts;
import dev.caravan.call.CallVariables;
import dev.caravan.paging.Listing;
import dev.caravan.paging.Pages;
import dev.caravan.reconcile.search.FoundTarget;
import dev.caravan.text.UrlText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * The search for our markers in the tickets that changed lately, page by page. Thread-safe; what
 * was found is in the exchange.
 */
public final class TicketScan {
  private static final String FOUND = "found";

  private final Accounts accounts;

  public TicketScan(Accounts accounts) {
    this.accounts = accounts;
  }

  /**
   * Composes the listing of the tickets modified since the variable {@code since}, an instant.
   *
   * @param query whose word SINCE stands for that moment, and SINCE_UTC for the same without its Z,
   *     where the vendor wants an offset of its own making behind it
   */
  public void begin(Exchange exchange, String path, String query) {
    Instant since =
        Instant.parse(exchange.getVariable(TargetVariables.SINCE, String.class))
            .truncatedTo(ChronoUnit.SECONDS);
    String text = since.toString();
    String bare = UrlText.form(text.substring(0, text.length() - 1));
    String account = exchange.getVariable(CallVariables.ACCOUNT, String.class);
    String asked = query.replace("SINCE_UTC", bare).replace("SINCE", UrlText.form(text));
    exchange.setVariable(
        CallVariables.URL, UrlText.withQuery(accounts.get(account).url(path), asked));
    exchange.setVariable(FOUND, new LinkedHashMap<String, List<FoundTarget>>());
  }

  /** The listing at the variable {@code url} is read instead, whatever it asks for. */
  public void begin(Exchange exchange) {
    exchange.setVariable(FOUND, new LinkedHashMap<String, List<FoundTarget>>());
  }

  /**
   * As {@link #collect(Exchange)}, of a listing of all tickets, the newest first, whose rows do not
   * say all that a ticket does: a look reads each by itself. Ends before the first page that is
   * older than the variable {@code since}.
   */
  public void collectNewest(Exchange exchange) {
    Instant since = Instant.parse(exchange.getVariable(TargetVariables.SINCE, String.class));
    Map<String, List<FoundTarget>> found = found(exchange);
    boolean older = false;
    for (JsonNode view : exchange.getMessage().getBody(JsonNode.class)) {
      TicketView ticket = new TicketView(view);
      found.put(ticket.id().orElse(""), ticket.found());
      older = ticket.openedAt().filter(opened -> opened.isBefore(since)).isPresent();
    }
    if (older) {
      Pages.enough(exchange);
    }
  }

  /** Keeps those of the page's views in the body that carry a marker, each ticket once. */
  public void collect(Exchange exchange) {
    Map<String, List<FoundTarget>> found = found(exchange);
    @SuppressWarnings("unchecked")
    List<TicketView> views = exchange.getVariable(TargetVariables.VIEWS, List.class);
    for (JsonNode view : exchange.getMessage().getBody(JsonNode.class)) {
      TicketView ticket = new TicketView(view);
      if (views != null) {
        views.add(ticket);
      }
      found.put(ticket.id().orElse(""), ticket.found());
    }
  }

  /**
   * Makes the body a list of {@link FoundTarget}; the variable {@code steady} says whether the
   * whole list was seen.
   */
  public void end(Exchange exchange) {
    exchange.setVariable(
        TargetVariables.STEADY, exchange.getVariable(Pages.LISTING, Listing.class).steady());
    exchange.getMessage().setBody(found(exchange).values().stream().flatMap(List::stream).toList());
    exchange.removeVariable(FOUND);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, List<FoundTarget>> found(Exchange exchange) {
    return (Map<String, List<FoundTarget>>) exchange.getVariable(FOUND);
  }
}
