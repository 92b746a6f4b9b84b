package dev.caravan.auth;

import dev.caravan.account.Account;
import dev.caravan.account.Accounts;
import dev.caravan.call.Call;
import dev.caravan.call.CallVariables;
import dev.caravan.call.Credentials;
import org.apache.camel.Exchange;

/**
 * A key that the operator creates: a short one goes out in {@code X-API-KEY}, a token as a bearer.
 */
public final class ApiKeys implements Credentials {
  /** Legacy keys have 32 characters; the tokens are JWTs of several hundred. */
  private static final int LONGEST_KEY = 100;

  private final Accounts accounts;
  private final FixedKeys keys;

  public ApiKeys(Accounts accounts, FixedKeys keys) {
    this.accounts = accounts;
    this.keys = keys;
  }

  /**
   * Never.
   *
   * @throws dev.caravan.call.VendorFailure.Unauthorized while a refused key is at rest
   */
  @Override
  public boolean due(Exchange exchange) {
    Account account = accounts.get(exchange.getVariable(CallVariables.ACCOUNT, String.class));
    keys.require(account, Call.attempt(exchange));
    return false;
  }

  /** Sets {@code X-API-KEY} or {@code Authorization}, as the account's {@code auth} says. */
  @Override
  public void attach(Exchange exchange) {
    Account account = accounts.get(exchange.getVariable(CallVariables.ACCOUNT, String.class));
    String key = account.setting("api-key");
    if (isBearer(account)) {
      exchange.getMessage().setHeader("Authorization", "Bearer " + key);
    } else {
      exchange.getMessage().setHeader("X-API-KEY", key);
    }
    exchange.setProperty(CallVariables.CREDENTIAL, keys.credential(account, "API key", key));
  }

  /** Whether the account's key is sent as a bearer; as {@code X-API-KEY} otherwise. */
  public static boolean isBearer(Account account) {
    String key = account.setting("api-key");
    return switch (account.optional("auth").orElse("auto")) {
      case "bearer" -> true;
      case "api-key" -> false;
      default -> key.length() > LONGEST_KEY || key.split("\\.", -1).length == 3;
    };
  }
}
