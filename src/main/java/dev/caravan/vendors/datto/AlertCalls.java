package dev.caravan.vendors.datto;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.account.Account;
import dev.caravan.account.Accounts;
import dev.caravan.call.Answers;
import dev.caravan.call.CallVariables;
import dev.caravan.call.VendorFailure.Missing;
import dev.caravan.text.Instants;
import java.net.HttpURLConnection;
import java.time.Instant;
import org.apache.camel.Exchange;

/** Calls about a single Datto alert: what has become of it, and its resolving. Thread-safe. */
public final class AlertCalls {
  /** Variable set: when it was resolved, ISO-8601 text, or null. */
  public static final String RESOLVED_AT = "resolvedAt";

  private final Accounts accounts;

  public AlertCalls(Accounts accounts) {
    this.accounts = accounts;
  }

  /** The address of the alert in the variable {@code key}. */
  public String url(Exchange exchange) {
    Account account = accounts.get(exchange.getVariable(CallVariables.ACCOUNT, String.class));
    return account.url("alert-path", exchange.getVariable("key", String.class));
  }

  /** The address that resolves the alert in the variable {@code key}. */
  public String resolveUrl(Exchange exchange) {
    return url(exchange) + "/resolve";
  }

  /**
   * Makes the body {@code open} or {@code resolved}. Any member may be null: then the alert is
   * resolved if it says when it was.
   */
  public void state(Exchange exchange) {
    JsonNode alert = Answers.tree(exchange);
    JsonNode resolved = alert.path("resolved");
    if (!isFlag(resolved, alert.path("alertUid"))) {
      throw Answers.unreadable(
          exchange,
          "answered no alert: neither true or false in 'resolved', nor null beside an 'alertUid'");
    }
    Instant at = Instants.parse(alert.path("resolvedOn"));
    exchange.setVariable(RESOLVED_AT, at == null ? null : at.toString());
    boolean isResolved = resolved.isBoolean() ? resolved.booleanValue() : at != null;
    exchange.getMessage().setBody(isResolved ? "resolved" : "open");
  }

  /**
   * Whether it is true or false, or null or left out in what is known to be a record by its key.
   */
  static boolean isFlag(JsonNode flag, JsonNode key) {
    boolean unsaid = flag.isNull() || flag.isMissingNode();
    return flag.isBoolean() || (unsaid && key.isTextual() && !key.textValue().isBlank());
  }

  /**
   * Makes the body {@code gone} when the vendor knows no such alert.
   *
   * @throws Missing again when it was the address that was wrong
   */
  public void missing(Exchange exchange) {
    Missing failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Missing.class);
    if (failure.status() == HttpURLConnection.HTTP_BAD_METHOD) {
      throw failure;
    }
    exchange.setVariable(RESOLVED_AT, null);
    exchange.getMessage().setBody("gone");
  }
}
