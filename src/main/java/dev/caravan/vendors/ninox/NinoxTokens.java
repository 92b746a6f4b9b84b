package dev.caravan.vendors.ninox;

import dev.caravan.account.Accounts;
import dev.caravan.auth.FixedCredential;
import dev.caravan.call.CallVariables;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;

/** Ninox's credential: a personal access token. Thread-safe. */
public final class NinoxTokens {
  private final Accounts accounts;

  public NinoxTokens(Accounts accounts) {
    this.accounts = accounts;
  }

  /** Never: only the operator can renew it. */
  public boolean due() {
    return false;
  }

  /** Sets the bearer, and the body that Ninox's private cloud wants of every write. */
  public void attach(Exchange exchange) {
    String account = exchange.getVariable(CallVariables.ACCOUNT, String.class);
    String token = accounts.get(account).setting("token");
    exchange.getMessage().setHeader("Authorization", "Bearer " + token);
    exchange.setProperty(
        CallVariables.CREDENTIAL, new FixedCredential("token of " + account, token));
    boolean write = !"GET".equals(exchange.getVariable(CallVariables.METHOD, String.class));
    if (write && exchange.getMessage().getBody() == null) {
      exchange.getMessage().setBody("{}".getBytes(StandardCharsets.UTF_8));
      exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
    }
  }
}
