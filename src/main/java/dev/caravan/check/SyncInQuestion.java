package dev.caravan.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.account.Account;
import dev.caravan.config.SyncEnds;
import dev.caravan.config.SyncSettings;
import dev.caravan.runtime.CaravanRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A sync whose accounts answer, and how to ask them more.
 *
 * @param caravan the routes of all vendors
 * @param complete whether it has all the settings that it needs
 */
public record SyncInQuestion(
    CaravanRuntime caravan,
    SyncEnds ends,
    SyncSettings settings,
    boolean complete,
    Explanation explanation) {
  public String name() {
    return settings.name();
  }

  public boolean readsFrom(String vendor) {
    return ends.sourceVendor().equals(Optional.of(vendor));
  }

  public boolean writesTo(String vendor) {
    return ends.targetVendor().equals(Optional.of(vendor));
  }

  public Account source() {
    return caravan.accounts().get(settings.sourceAccount());
  }

  public Account target() {
    return caravan.accounts().get(settings.targetAccount());
  }

  /** The array that a route answers. */
  public List<JsonNode> rows(String route, Account account) {
    Map<String, Object> variables = Map.of("account", account.name(), "priority", "alerts");
    JsonNode body = caravan.ask(route, variables).getMessage().getBody(JsonNode.class);
    List<JsonNode> rows = new ArrayList<>();
    body.forEach(rows::add);
    return rows;
  }

  /** What a failed call says of the configuration. */
  public Finding explained(Account account, RuntimeException failure) {
    return explanation.of(account, failure);
  }
}
