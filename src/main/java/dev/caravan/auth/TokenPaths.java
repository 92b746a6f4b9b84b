package dev.caravan.auth;

import dev.caravan.account.Account;
import dev.caravan.account.Accounts;
import dev.caravan.call.CallCounts;
import dev.caravan.call.CallVariables;
import dev.caravan.call.Response;
import java.net.HttpURLConnection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;

/**
 * At which of two addresses an account's tokens are issued: the configured one, unless there is
 * nothing. What was found out holds as long as the process runs, until there is nothing there
 * either. Thread-safe.
 */
public final class TokenPaths {
  private static final String BOTH_ASKED = "CaravanTokenPathsBothAsked";

  private final Accounts accounts;
  private final CallCounts counts;

  /** The accounts whose tokens come from the other path. */
  private final Set<String> elsewhere = ConcurrentHashMap.newKeySet();

  public TokenPaths(Accounts accounts, CallCounts counts) {
    this.accounts = accounts;
    this.counts = counts;
  }

  /**
   * The address to ask.
   *
   * @param path the setting with the usual path
   * @param otherPath that with the other one; empty where there is none
   */
  public String url(Exchange exchange, String path, String otherPath) {
    Account account = account(exchange);
    return account.url(
        !otherPath.isEmpty() && elsewhere.contains(account.name()) ? otherPath : path);
  }

  /**
   * Whether {@link #url} is to be asked: nothing was yet, or the answer, the message of the HTTP
   * step, says that there is nothing at the one address and the other one was not asked yet.
   */
  public boolean isToAsk(Exchange exchange, String path, String otherPath) {
    int status = Response.of(exchange.getMessage()).status();
    if (status == 0) {
      exchange.removeProperty(BOTH_ASKED);
      return true;
    }
    boolean nothingThere =
        status == HttpURLConnection.HTTP_NOT_FOUND || status == HttpURLConnection.HTTP_BAD_METHOD;
    if (!nothingThere || otherPath.isEmpty() || exchange.removeProperty(BOTH_ASKED) != null) {
      return false;
    }
    Account account = account(exchange);
    counts.sentForToken(exchange, account.name(), status);
    if (!elsewhere.remove(account.name())) {
      elsewhere.add(account.name());
    }
    exchange.setProperty(BOTH_ASKED, true);
    return true;
  }

  private Account account(Exchange exchange) {
    return accounts.get(exchange.getVariable(CallVariables.ACCOUNT, String.class));
  }
}
