package dev.caravan.paging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.caravan.account.Accounts;
import dev.caravan.call.Answers;
import dev.caravan.call.CallVariables;
import dev.caravan.call.Response;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.apache.camel.Exchange;

/**
 * The steps of a pagination loop: {@link #begin}, then {@link #ask}, the read and {@link #take}
 * while the variable {@code more} is true, then {@link #end}. Thread-safe; the state of a listing
 * is in its exchange.
 */
public final class Pages {
  /** Variables set by who asks: the array member of a page. */
  public static final String COLLECTION = "collection";

  /** Variables set for who receives a page: its number from 1, and whether it is the last. */
  public static final String PAGE = "page";

  public static final String LAST = "last";

  /** Variable set for the loop. */
  public static final String MORE = "more";

  /** Variable set at the end: a {@link Listing}. */
  public static final String LISTING = "listing";

  private static final String CURSOR = "cursor";
  private static final Map<String, NextPage> VENDORS =
      Map.of(
          "datto-rmm", new DattoLinks(),
          "atera", new AteraNumbers(),
          "ninox", new NinoxNumbers());

  private final Accounts accounts;

  public Pages(Accounts accounts) {
    this.accounts = accounts;
  }

  /** Reads the variables account, url (of the first page), collection and priority. */
  public void begin(Exchange exchange) {
    exchange.setVariable(
        CURSOR,
        new Cursor(
            exchange.getVariable(CallVariables.ACCOUNT, String.class),
            exchange.getVariable(CallVariables.URL, String.class),
            exchange.getVariable(COLLECTION, String.class),
            exchange.getVariable(CallVariables.PRIORITY, "alerts", String.class)));
    exchange.setVariable(MORE, true);
  }

  /** Sets the variables of the call that reads the next page. */
  public void ask(Exchange exchange) {
    Cursor cursor = cursor(exchange);
    exchange.setVariable(CallVariables.ACCOUNT, cursor.account);
    exchange.setVariable(CallVariables.METHOD, "GET");
    exchange.setVariable(CallVariables.URL, cursor.url());
    exchange.setVariable(CallVariables.PRIORITY, cursor.priority);
    exchange.getMessage().setBody(null);
  }

  /**
   * Makes the page's records, a Jackson array, the body and sets the variables page, last and more.
   *
   * @throws dev.caravan.call.VendorFailure.Unreadable when the page lacks its array or does not
   *     lead on
   */
  public void take(Exchange exchange) {
    Cursor cursor = cursor(exchange);
    JsonNode answer = Answers.tree(exchange);
    if (!(nextPage(cursor.account).rows(answer, cursor.collection) instanceof ArrayNode listed)) {
      throw Answers.unreadable(
          exchange, "answered a page without its array '%s'".formatted(cursor.collection));
    }
    ArrayNode rows = listed;
    try {
      Page page =
          nextPage(cursor.account)
              .after(
                  accounts.get(cursor.account), cursor.first, cursor.url(), answer, listed.size());
      Response response = exchange.getVariable(CallVariables.RESPONSE, Response.class);
      if (!cursor.advance(page, listed.size(), response.date().orElse(null))) {
        rows = listed.arrayNode();
      }
    } catch (IllegalArgumentException astray) {
      throw Answers.unreadable(
          exchange, "answered a page that does not lead on: " + astray.getMessage());
    }
    exchange.setVariable(PAGE, cursor.pages());
    exchange.setVariable(LAST, cursor.whole());
    exchange.setVariable(MORE, !cursor.whole());
    exchange.getMessage().setBody(rows);
  }

  /** The pages so far hold all that is looked for; the loop ends before the last one. */
  public static void enough(Exchange exchange) {
    cursor(exchange).enoughRead();
    exchange.setVariable(MORE, false);
  }

  /**
   * Proves that the listing is whole, or as much of it as was wanted; for a loop also ends,
   * silently, when Caravan stops.
   *
   * @throws CancellationException when it is not
   */
  public void end(Exchange exchange) {
    Cursor cursor = (Cursor) exchange.removeVariable(CURSOR);
    if (cursor == null || !cursor.isDone()) {
      throw new CancellationException(
          "The listing '%s' was stopped before its last page, so nothing was concluded from it"
              .formatted(cursor == null ? "" : cursor.collection));
    }
    exchange.setVariable(LISTING, cursor.listing());
    exchange.getMessage().setBody(null);
  }

  private NextPage nextPage(String account) {
    NextPage vendor = VENDORS.get(accounts.get(account).vendor());
    if (vendor == null) {
      throw new IllegalStateException("No way of paging is known for account " + account);
    }
    return vendor;
  }

  private static Cursor cursor(Exchange exchange) {
    return exchange.getVariable(CURSOR, Cursor.class);
  }
}
