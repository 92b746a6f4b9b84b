package dev.caravan.vendors.datto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.caravan.account.Account;
import dev.caravan.account.Accounts;
import dev.caravan.call.Answers;
import dev.caravan.call.CallVariables;
import dev.caravan.text.UrlText;
import org.apache.camel.Exchange;

/** Calls about a single Datto device, found by its uid or its host name. Thread-safe. */
public final class DeviceCalls {
  private final Accounts accounts;

  public DeviceCalls(Accounts accounts) {
    this.accounts = accounts;
  }

  /** Whether the variable {@code uid} says which device is meant. */
  public boolean byUid(Exchange exchange) {
    String uid = exchange.getVariable("uid", String.class);
    return uid != null && !uid.isBlank();
  }

  /** The address of the device in the variable {@code uid}. */
  public String url(Exchange exchange) {
    return account(exchange).url("device-path", wanted(exchange, "uid"));
  }

  /** The address of the devices whose host name contains the variable {@code hostname}. */
  public String searchUrl(Exchange exchange) {
    return account(exchange).url("devices-path")
        + "?hostname="
        + UrlText.encoded(wanted(exchange, "hostname"))
        + "&page=0&max=250";
  }

  /** Makes the device in an answer an array of one, as a mapping wants it. */
  public ArrayNode alone(Exchange exchange) {
    return JsonNodeFactory.instance.arrayNode().add(Answers.tree(exchange));
  }

  /** No device at all. */
  public ArrayNode none() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /** Keeps the devices of exactly that name, whatever its case: Datto's filter is a LIKE. */
  public ArrayNode exact(Exchange exchange) {
    String hostname = exchange.getVariable("hostname", "", String.class).strip();
    ArrayNode exact = JsonNodeFactory.instance.arrayNode();
    for (JsonNode device : Answers.tree(exchange).path("devices")) {
      if (device.path("hostname").asText("").strip().equalsIgnoreCase(hostname)) {
        exact.add(device);
      }
    }
    return exact;
  }

  private Account account(Exchange exchange) {
    return accounts.get(exchange.getVariable(CallVariables.ACCOUNT, String.class));
  }

  private static String wanted(Exchange exchange, String variable) {
    String value = exchange.getVariable(variable, String.class);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          "A device is looked up by the variable %s, which is not set".formatted(variable));
    }
    return value.strip();
  }
}
