package dev.caravan.paging;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.account.Account;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Datto's {@code pageDetails.nextPageUrl}: absolute or relative; null, empty or missing at the end.
 * It may drop the filters of the first request, so these are added again.
 */
final class DattoLinks implements NextPage {
  private static final String PAGE = "page";

  @Override
  public Page after(Account account, String first, String url, JsonNode answer, int rows) {
    JsonNode details = answer.path("pageDetails");
    JsonNode total = details.path("totalCount");
    return new Page(
        next(account, first, url, details.path("nextPageUrl").asText("")),
        total.isIntegralNumber() ? total.longValue() : null);
  }

  private static @Nullable String next(Account account, String first, String url, String link) {
    // Jackson says "null" for a null member.
    if (link.isBlank() || link.equals("null")) {
      return null;
    }
    Query next = Query.of(absolute(account, url, link.strip()));
    for (String pair : Query.of(first).pairs()) {
      String name = Query.name(pair);
      if (!name.equals(PAGE) && !next.has(name)) {
        next = next.plus(pair);
      }
    }
    Optional<Long> before = Query.of(url).value(PAGE).flatMap(DattoLinks::number);
    Optional<Long> then = next.value(PAGE).flatMap(DattoLinks::number);
    if (before.isPresent() && then.isPresent() && then.get() <= before.get()) {
      throw new IllegalArgumentException(
          "its next page is %d after page %d".formatted(then.get(), before.get()));
    }
    return next.toString();
  }

  private static String absolute(Account account, String url, String link) {
    if (link.startsWith("//") || link.matches("[A-Za-z][A-Za-z0-9+.-]*:.*")) {
      return link.startsWith("//") ? account.baseUrl().getScheme() + ":" + link : link;
    }
    if (link.startsWith("?")) {
      return Query.of(url).base() + link; // URI.resolve would drop the last segment (RFC 2396)
    }
    String prefix = Optional.ofNullable(account.baseUrl().getRawPath()).orElse("");
    return link.startsWith("/") && !link.startsWith(prefix + "/")
        ? account.baseUrl() + link
        : URI.create(url).resolve(link).toString();
  }

  private static Optional<Long> number(String text) {
    return text.matches("\\d{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }
}
