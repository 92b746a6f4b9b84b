package dev.caravan.paging;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.account.Account;
import org.jspecify.annotations.Nullable;

/**
 * Atera's page numbers from 1. The next address is built from ours, never taken from {@code
 * nextLink}, which only tells whether there is one where {@code totalPages} is absent.
 */
final class AteraNumbers implements NextPage {
  private static final String PAGE = "page";

  @Override
  public Page after(Account account, String first, String url, JsonNode answer, int rows) {
    long asked = Long.parseLong(Query.of(url).value(PAGE).orElse("1"));
    JsonNode answered = answer.path(PAGE);
    if (answered.isIntegralNumber() && answered.longValue() != asked) {
      throw new IllegalArgumentException(
          "it is page %d although page %d was asked".formatted(answered.longValue(), asked));
    }
    return new Page(
        isLast(answer, asked, rows)
            ? null
            : Query.of(url).with(PAGE, String.valueOf(asked + 1)).toString(),
        total(answer));
  }

  private static boolean isLast(JsonNode answer, long asked, int rows) {
    if (rows == 0) {
      return true;
    }
    JsonNode pages = answer.path("totalPages");
    return pages.isIntegralNumber()
        ? asked >= pages.longValue()
        : !answer.path("nextLink").isTextual() || answer.path("nextLink").asText().isBlank();
  }

  private static @Nullable Long total(JsonNode answer) {
    for (String name : new String[] {"totalItemCount", "totalItems"}) {
      if (answer.path(name).isIntegralNumber()) {
        return answer.path(name).longValue();
      }
    }
    return null;
  }
}
