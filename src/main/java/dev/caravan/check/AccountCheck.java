package dev.caravan.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.caravan.account.Account;
import dev.caravan.budget.QuotaUse;
import dev.caravan.runtime.CaravanRuntime;
import java.util.List;
import java.util.Map;

/** Whether the credentials of an account open it, and what they open. */
final class AccountCheck {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final CaravanRuntime caravan;

  AccountCheck(CaravanRuntime caravan) {
    this.caravan = caravan;
  }

  Finding check(Account account) {
    String details = "direct:" + account.vendor() + "-account";
    String identity = "direct:" + account.vendor() + "-identity";
    if (!caravan.answers(details) && !caravan.answers(identity)) {
      return Finding.hint(
          account.name(), "was not asked: %s cannot be yet".formatted(account.vendor()), List.of());
    }
    try {
      if (!caravan.answers(details)) {
        return opens(account, ask(account, identity));
      }
      JsonNode answer = tree(ask(account, details));
      return switch (account.vendor()) {
        case "datto-rmm" -> datto(account, answer);
        case "atera" -> atera(account, answer);
        default -> opens(account, answer.path("name").asText());
      };
    } catch (RuntimeException e) {
      return Explanation.of(account, e);
    }
  }

  /** What an account has used of its month. */
  static Finding quota(String account, QuotaUse use) {
    return use.isRunningOut()
        ? Finding.hint(account, use.sentence(), List.of())
        : Finding.good(account, use.sentence());
  }

  /** Any member may be null: a number that is not said is not zero. */
  private static Finding datto(Account account, JsonNode answer) {
    JsonNode devices = answer.path("devicesStatus").path("numberOfDevices");
    String text =
        "the credentials open account %s (%s) with %s"
            .formatted(
                said(answer, "name"),
                said(answer, "uid"),
                devices.isNumber()
                    ? devices.asLong() + " devices"
                    : "a number of devices that Datto RMM does not say");
    return !devices.isNumber() || devices.asLong() > 0
        ? Finding.good(account.name(), text)
        : Finding.hint(
            account.name(),
            text + ": the key belongs to a user and sees only the sites that this user sees",
            List.of());
  }

  private static Finding atera(Account account, JsonNode answer) {
    return opens(
        account, "%s (%s)".formatted(said(answer, "CompanyName"), said(answer, "AccountID")));
  }

  private static String said(JsonNode answer, String member) {
    return answer.path(member).asText("(not said)");
  }

  private static Finding opens(Account account, String what) {
    return Finding.good(account.name(), "the credentials open account " + what);
  }

  private String ask(Account account, String route) {
    Map<String, Object> variables = Map.of("account", account.name(), "priority", "alerts");
    return String.valueOf(caravan.ask(route, variables).getMessage().getBody(String.class));
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
