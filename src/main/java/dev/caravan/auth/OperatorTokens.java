package dev.caravan.auth;

import dev.caravan.account.Account;
import dev.caravan.account.Accounts;
import dev.caravan.call.Call;
import dev.caravan.call.CallVariables;
import dev.caravan.call.Credentials;
import org.apache.camel.Exchange;

/**
 * Tokens that an operator creates in a vendor's web pages and sets as the account's {@code token};
 * each is sent as a bearer. Thread-safe.
 */
public final class OperatorTokens implements Credentials {
  private final Accounts accounts;
  private final FixedKeys keys;

  public OperatorTokens(Accounts accounts, FixedKeys keys) {
    this.accounts = accounts;
    this.keys = keys;
  }

  /**
   * Never.
   *
   * @throws dev.caravan.call.VendorFailure.Unauthorized while a refused token is at rest
   */
  @Override
  public boolean due(Exchange exchange) {
    keys.require(account(exchange), Call.attempt(exchange));
    return false;
  }

  /** Sets the header {@code Authorization}. */
  @Override
  public void attach(Exchange exchange) {
    Account account = account(exchange);
    String token = account.setting("token");
    exchange.getMessage().setHeader("Authorization", "Bearer " + token);
    exchange.setProperty(CallVariables.CREDENTIAL, keys.credential(account, "token", token));
  }

  private Account account(Exchange exchange) {
    return accounts.get(exchange.getVariable(CallVariables.ACCOUNT, String.class));
  }
}
