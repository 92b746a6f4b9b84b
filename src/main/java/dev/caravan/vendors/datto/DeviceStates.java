package dev.caravan.vendors.datto;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.account.Account;
import dev.caravan.account.Accounts;
import dev.caravan.call.Answers;
import dev.caravan.call.CallVariables;
import org.apache.camel.Exchange;

/** What has become of a single Datto device that left the list. Thread-safe. */
public final class DeviceStates {
  private final Accounts accounts;

  public DeviceStates(Accounts accounts) {
    this.accounts = accounts;
  }

  /** The address of the device in the variable {@code key}. */
  public String url(Exchange exchange) {
    Account account = accounts.get(exchange.getVariable(CallVariables.ACCOUNT, String.class));
    return account.url("device-path", exchange.getVariable("key", String.class));
  }

  /**
   * Makes the body {@code open}, or {@code resolved} for a device that Datto calls deleted. Any
   * member may be null: what is not said to be deleted is there.
   */
  public void state(Exchange exchange) {
    JsonNode device = Answers.tree(exchange);
    JsonNode deleted = device.path("deleted");
    if (!AlertCalls.isFlag(deleted, device.path("uid"))) {
      throw Answers.unreadable(
          exchange,
          "answered no device: neither true or false in 'deleted', nor null beside a 'uid'");
    }
    exchange.setVariable(AlertCalls.RESOLVED_AT, null);
    exchange.getMessage().setBody(deleted.booleanValue() ? "resolved" : "open");
  }
}
