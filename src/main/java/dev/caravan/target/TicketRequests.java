package dev.caravan.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.caravan.account.Accounts;
import dev.caravan.call.Answers;
import dev.caravan.call.CallVariables;
import dev.caravan.call.VendorFailure.Missing;
import dev.caravan.call.VendorFailure.Rejected;
import dev.caravan.text.UrlText;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;

/**
 * The requests in the routes of a ticket target: address and method, and what is told to the
 * journal around each write. Thread-safe.
 */
public final class TicketRequests {
  private static final String MISSING = "CaravanTicketMissing";

  private final Accounts accounts;
  private final WriteExecution writes;

  /** By account: the method of updates that is left since another was refused. */
  private final Map<String, String> updateMethods = new ConcurrentHashMap<>();

  public TicketRequests(Accounts accounts, WriteExecution writes) {
    this.accounts = accounts;
    this.writes = writes;
  }

  /** The next call reads the ticket in the variable {@code targetId}. */
  public void get(Exchange exchange, String path) {
    ask(exchange, "GET", ticketUrl(exchange, path));
  }

  /**
   * The next call opens a ticket with the body.
   *
   * @throws Unsendable when the vendor's jq said why there is none to be opened
   */
  public void open(Exchange exchange, String path) {
    if (exchange.getMessage().getBody() instanceof JsonNode body && body.hasNonNull("unsendable")) {
      throw new Unsendable(body.path("unsendable").asText());
    }
    write(exchange, "POST", url(exchange, path));
  }

  /** The next call writes the body as a comment. */
  public void comment(Exchange exchange, String path, String comments) {
    write(exchange, "POST", UrlText.below(ticketUrl(exchange, path), comments));
  }

  /** The next call reads the first page of the ticket's comments. */
  public void comments(Exchange exchange, String path, String comments) {
    ask(exchange, "GET", UrlText.below(ticketUrl(exchange, path), comments));
  }

  /**
   * The next call changes the ticket as the body says, which is safe to repeat.
   *
   * @param methods that the vendor may know for it, the first choice first
   */
  public void change(Exchange exchange, String path, String methods) {
    exchange.setVariable(TargetVariables.FIELDS, exchange.getMessage().getBody());
    String first = methods.split(",")[0];
    String method = updateMethods.getOrDefault(account(exchange), first);
    write(exchange, method, ticketUrl(exchange, path));
  }

  /** Whether it was the method that was refused, and there is another one. */
  public boolean isMethodRefused(Exchange exchange, String methods) {
    Missing failure = caught(exchange);
    String method = exchange.getVariable(CallVariables.METHOD, String.class);
    return failure != null
        && failure.status() == HttpURLConnection.HTTP_BAD_METHOD
        && methods.startsWith(method + ",");
  }

  /** The next call tries the other method, as all later ones of the account will. */
  public void changeOtherwise(Exchange exchange, String path, String methods) {
    updateMethods.put(account(exchange), methods.split(",")[1]);
    exchange.getMessage().setBody(exchange.getVariable(TargetVariables.FIELDS));
    change(exchange, path, methods);
  }

  /** Whether the change was refused because somebody changed the ticket after it was read. */
  public boolean isOvertaken(Exchange exchange, String word) {
    Rejected failure = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Rejected.class);
    return failure != null && !word.isEmpty() && failure.sentence().contains(word);
  }

  /** What was decided was decided of an older ticket, and nothing was written. */
  public void overtaken() {
    throw new WriteExecution.NotReached("somebody changed the ticket meanwhile");
  }

  /** The target has accepted the write; whatever it answered. */
  public void accepted(Exchange exchange) {
    writes.accepted(exchange);
  }

  /**
   * The target has accepted the creation; the body is its answer, an empty object where it is
   * empty.
   *
   * @throws dev.caravan.call.VendorFailure.Unreadable when it is no JSON
   */
  public void opened(Exchange exchange) {
    writes.accepted(exchange);
    boolean empty = exchange.getMessage().getBody() == null;
    exchange
        .getMessage()
        .setBody(empty ? JsonNodeFactory.instance.objectNode() : Answers.tree(exchange));
  }

  /**
   * Makes the body the ticket as the vendor sent it.
   *
   * @throws dev.caravan.call.VendorFailure.Unreadable when it is no JSON
   */
  public void read(Exchange exchange) {
    exchange.getMessage().setBody(Answers.tree(exchange));
  }

  /**
   * The ticket is missing, which is believed if its collection is not. The next call asks for that.
   */
  public void probe(Exchange exchange, String path, String query) {
    exchange.setProperty(MISSING, caught(exchange));
    ask(exchange, "GET", UrlText.withQuery(url(exchange, path), query));
  }

  /** The collection is there: it is the ticket that is missing. */
  public void gone(Exchange exchange) {
    Missing failure = (Missing) exchange.removeProperty(MISSING);
    throw new CounterpartMissing(failure.sentence());
  }

  /** The collection is missing too: nothing is known of the ticket. */
  public void collectionMissing(Exchange exchange, String path) {
    Missing failure = caught(exchange);
    throw new IllegalStateException(
        ("%s. Neither a ticket nor the list of tickets is there, so no ticket is taken for deleted;"
                + " look at %s.base-url and %s.%s")
            .formatted(failure.sentence(), failure.account(), failure.account(), path));
  }

  private void write(Exchange exchange, String method, String url) {
    ask(exchange, method, url);
    writes.begin(exchange);
  }

  private static void ask(Exchange exchange, String method, String url) {
    exchange.setVariable(CallVariables.METHOD, method);
    exchange.setVariable(CallVariables.URL, url);
  }

  private String url(Exchange exchange, String path) {
    return accounts.get(account(exchange)).url(path);
  }

  private String ticketUrl(Exchange exchange, String path) {
    return accounts
        .get(account(exchange))
        .url(path, exchange.getVariable(TargetVariables.TARGET_ID, String.class));
  }

  private static Missing caught(Exchange exchange) {
    return exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Missing.class);
  }

  private static String account(Exchange exchange) {
    return exchange.getVariable(CallVariables.ACCOUNT, String.class);
  }
}
