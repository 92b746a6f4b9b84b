package dev.caravan.auth;

import dev.caravan.account.Accounts;
import dev.caravan.call.CallVariables;
import dev.caravan.call.Credentials;
import org.apache.camel.Exchange;

/**
 * Tokens that an operator creates in a vendor's web pages and sets as the account's {@code token};
 * each is sent as a bearer. Thread-safe.
 */
public final class OperatorTokens implements Credentials {
  private final Accounts accounts;

  public OperatorTokens(Accounts accounts) {
    this.accounts = accounts;
  }

  /** Sets the header {@code Authorization}. */
  @Override
  public void attach(Exchange exchange) {
    String account = exchange.getVariable(CallVariables.ACCOUNT, String.class);
    String token = accounts.get(account).setting("token");
    exchange.getMessage().setHeader("Authorization", "Bearer " + token);
    exchange.setProperty(
        CallVariables.CREDENTIAL, new FixedCredential("token of " + account, token));
  }
}
