package dev.caravan.datto;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.account.Account;
import dev.caravan.account.Accounts;
import dev.caravan.call.Answers;
import dev.caravan.call.Names;
import org.apache.camel.Exchange;

/** What has become of a single Datto device that left the list. Thread-safe. */
public final class DeviceStates {
  private final Accounts accounts;

  public DeviceStates(Accounts accounts) {
    this.accounts = accounts;
  }

  /** The address of the device in the variable {@code key}. */
  public String url(Exchange exchange) {
    Account account = accounts.get(exchange.getVariable(Names.ACCOUNT, String.class));
    return account.url("device-path", exchange.getVariable("key", String.class));
  }

  /** Makes the body {@code open}, or {@code resolved} for a device that Datto calls deleted. */
  public void state(Exchange exchange) {
    JsonNode deleted = Answers.tree(exchange).path("deleted");
    if (!deleted.isBoolean()) {
      throw Answers.unreadable(exchange, "answered a device without the member 'deleted'");
    }
    exchange.setVariable(AlertCalls.RESOLVED_AT, null);
    exchange.getMessage().setBody(deleted.booleanValue() ? "resolved" : "open");
  }
}
