package dev.caravan.paging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.caravan.account.Account;
import dev.caravan.account.Accounts;
import dev.caravan.call.Answers;
import dev.caravan.call.CallVariables;
import dev.caravan.call.Response;
import java.util.concurrent.CancellationException;
import org.apache.camel.Exchange;

/**
 * The steps of a pagination loop: {@link #begin}, then {@link #ask}, the read and {@link #take}
 * while the variable {@code more} is true, then {@link #end}. Thread-safe; the state of a listing
 * is in its exchange.
 */
public final class Pages {
  /** Variable set by who asks, where a vendor has several: the array member of a page. */
  public static final String COLLECTION = "collection";

  /** Variables set for who receives a page: its number from 1, and whether it is the last. */
  public static final String PAGE = "page";

  public static final String LAST = "last";

  /** Variable set beside them: how many records the vendor says there are, where it does. */
  public static final String TOTAL = "total";

  /** Variable set for the loop. */
  public static final String MORE = "more";

  /** Variable set at the end: a {@link Listing}. */
  public static final String LISTING = "listing";

  /** Variable that the loop leaves to the next of its steps: a {@link ListingState}. */
  private static final String STATE = "listingState";

  private final Accounts accounts;

  public Pages(Accounts accounts) {
    this.accounts = accounts;
  }

  /**
   * Reads the variables account, url (of the first page), collection and priority.
   *
   * @param paging how the vendor pages
   */
  public void begin(Exchange exchange, Paging paging) {
    PagingOptions all = paging.options();
    Account account = accounts.get(exchange.getVariable(CallVariables.ACCOUNT, String.class));
    String asked = exchange.getMessage().getBody(String.class);
    String first = asked == null || all.has("body") ? all.text("body") : asked;
    String body = all.text("in").equals("body") ? first : null;
    String collection = exchange.getVariable(COLLECTION, String.class);
    exchange.setVariable(
        STATE,
        new ListingState(
            account.name(),
            paging.paginator(account),
            new PageRequest(exchange.getVariable(CallVariables.URL, String.class), body),
            all.names("sparse"),
            collection == null ? all.text("records") : collection + "|" + all.text("records"),
            exchange.getVariable(CallVariables.PRIORITY, "alerts", String.class)));
    exchange.setVariable(MORE, true);
  }

  /** Sets the variables and the body of the call that reads the next page. */
  public void ask(Exchange exchange) {
    ListingState state = state(exchange);
    String body = state.next().body();
    exchange.setVariable(CallVariables.ACCOUNT, state.account);
    exchange.setVariable(CallVariables.METHOD, body == null ? "GET" : "POST");
    exchange.setVariable(CallVariables.URL, state.next().url());
    exchange.setVariable(CallVariables.PRIORITY, state.priority);
    exchange.setProperty(CallVariables.SPARSE, state.sparse);
    exchange.getMessage().setBody(body);
  }

  /**
   * Makes the page's records, a Jackson array, the body and sets the variables page, last and more.
   *
   * @throws dev.caravan.call.VendorFailure.Unreadable when the page lacks its array or does not
   *     lead on
   */
  public void take(Exchange exchange) {
    ListingState state = state(exchange);
    JsonNode answer = Answers.tree(exchange);
    exchange.removeProperty(CallVariables.SPARSE);
    if (!(MemberPaths.array(answer, state.records) instanceof ArrayNode listed)) {
      throw Answers.unreadable(
          exchange,
          "answered a page without its array '%s'"
              .formatted(state.records.replaceFirst("\\|.*", "")));
    }
    ArrayNode rows = listed;
    try {
      Page page = state.paginator.after(state.first, state.next(), answer, listed);
      Response response = exchange.getVariable(CallVariables.RESPONSE, Response.class);
      if (!state.advance(page, listed, response.date().orElse(null))) {
        rows = listed.arrayNode();
      }
    } catch (IllegalArgumentException astray) {
      throw Answers.unreadable(
          exchange, "answered a page that does not lead on: " + astray.getMessage());
    }
    exchange.setVariable(PAGE, state.pages());
    // Of a list that is not whole no page is the last: nothing follows from what it leaves out.
    exchange.setVariable(LAST, state.whole() && !state.fellShort());
    exchange.setVariable(TOTAL, state.total());
    exchange.setVariable(MORE, !state.whole());
    exchange.getMessage().setBody(rows);
  }

  /** The pages so far hold all that is looked for; the loop ends before the last one. */
  public static void enough(Exchange exchange) {
    state(exchange).enoughRead();
    exchange.setVariable(MORE, false);
  }

  /**
   * Proves that the listing was read to its end, or as much of it as was wanted; for a loop also
   * ends, silently, when Caravan stops. Whether records are missing {@link Listing} tells.
   *
   * @throws CancellationException when it was not
   */
  public void end(Exchange exchange) {
    ListingState state = (ListingState) exchange.removeVariable(STATE);
    if (state == null || !state.isDone()) {
      throw new CancellationException(
          "The listing '%s' was stopped before its last page, so nothing was concluded from it"
              .formatted(state == null ? "" : state.records.replaceFirst("\\|.*", "")));
    }
    exchange.setVariable(LISTING, state.listing());
    exchange.getMessage().setBody(null);
  }

  /**
   * Makes sure that the listing, which was read to its end, holds what the vendor says there is.
   *
   * @throws dev.caravan.call.VendorFailure.Unreadable when it holds fewer records
   */
  public void requireWhole(Exchange exchange) {
    Listing listing = exchange.getVariable(LISTING, Listing.class);
    if (listing.missing() > 0) {
      throw Answers.unreadable(
          exchange,
          "answered a list that is not whole: it has %d of %d records"
              .formatted(listing.rows(), listing.rows() + listing.missing()));
    }
  }

  private static ListingState state(Exchange exchange) {
    return exchange.getVariable(STATE, ListingState.class);
  }
}
