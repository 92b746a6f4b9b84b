package dev.caravan.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.caravan.account.Account;
import dev.caravan.budget.QuotaUse;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.vendor.AccountQuestion;
import dev.caravan.vendor.AccountQuestion.Count;
import dev.caravan.vendor.Vendor;
import dev.caravan.vendor.Vendors;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the credentials of an account open it, and what they open. */
final class AccountCheck {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final CaravanRuntime caravan;
  private final Vendors vendors;
  private final Explanation explanation;

  AccountCheck(CaravanRuntime caravan, Vendors vendors) {
    this.caravan = caravan;
    this.vendors = vendors;
    this.explanation = new Explanation(vendors);
  }

  /** What an account has used of its month. */
  static Finding quota(String account, QuotaUse use) {
    return use.isRunningOut()
        ? Finding.hint(account, use.sentence(), List.of())
        : Finding.good(account, use.sentence());
  }

  Finding check(Account account) {
    String details = "direct:" + account.vendor() + "-account";
    String identity = "direct:" + account.vendor() + "-identity";
    if (!caravan.answers(details) && !caravan.answers(identity)) {
      return Finding.hint(
          account.name(), "was not asked: %s cannot be yet".formatted(account.vendor()), List.of());
    }
    try {
      return caravan.answers(details)
          ? answered(account, tree(ask(account, details)))
          : opens(account, ask(account, identity));
    } catch (RuntimeException e) {
      return explanation.of(account, e);
    }
  }

  private Finding answered(Account account, JsonNode answer) {
    AccountQuestion question =
        vendors.find(account.vendor()).map(Vendor::question).orElse(AccountQuestion.NONE);
    Optional<Count> count = question.count();
    Finding opens =
        opens(
            account,
            Sentence.fill(
                question.opens().orElse("{name}"),
                member ->
                    member.equals("count")
                        ? count.map(counted -> counted(counted, answer))
                        : said(answer, member)));
    return count
        .filter(counted -> said(answer, counted.member()).equals(Optional.of("0")))
        .map(none -> Finding.hint(account.name(), opens.text() + ": " + none.none(), List.of()))
        .orElse(opens);
  }

  /** Any member may be null: a number that is not said is not zero. */
  private static String counted(Count count, JsonNode answer) {
    JsonNode number = at(answer, count.member());
    return number.isNumber() ? number.asLong() + " " + count.noun() : count.unsaid();
  }

  private static Optional<String> said(JsonNode answer, String member) {
    return Optional.of(at(answer, member))
        .filter(JsonNode::isValueNode)
        .filter(it -> !it.isNull())
        .map(JsonNode::asText);
  }

  private static JsonNode at(JsonNode answer, String member) {
    return answer.at("/" + member.replace('.', '/'));
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
