package dev.caravan.vendors.ninjaone;

import dev.caravan.account.Account;
import dev.caravan.account.Accounts;
import dev.caravan.call.CallVariables;
import org.apache.camel.Exchange;

/** Which tenant an account is. No answer says so: its host and its client do. Thread-safe. */
public final class TenantIdentity {
  private final Accounts accounts;

  TenantIdentity(Accounts accounts) {
    this.accounts = accounts;
  }

  /** The text that never changes for an account, without a call. */
  public String identity(Exchange exchange) {
    Account account = accounts.get(exchange.getVariable(CallVariables.ACCOUNT, String.class));
    return account.baseUrl().getHost() + " " + account.optional("client-id").orElse("");
  }
}
