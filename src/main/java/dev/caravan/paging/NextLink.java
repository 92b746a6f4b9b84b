package dev.caravan.paging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.caravan.account.Account;
import dev.caravan.text.UrlQuery;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A link to the next page: absolute or relative; null, empty or missing at the end. It may drop the
 * filters of the first request, so these are added again.
 */
final class NextLink implements Paginator {
  private final PagingOptions options;
  private final Account account;

  /** Options link, number and total. */
  NextLink(PagingOptions options, Account account) {
    this.options = options;
    this.account = account;
  }

  @Override
  public Page after(PageRequest first, PageRequest asked, JsonNode answer, ArrayNode rows) {
    JsonNode link = MemberPaths.of(answer, options.text("link"));
    String next = next(first.url(), asked.url(), link.asText(""));
    return new Page(
        next == null ? null : asked.withUrl(next),
        MemberPaths.number(answer, options.text("total")));
  }

  private @Nullable String next(String first, String url, String link) {
    if (link.isBlank() || link.equals("null")) {
      return null;
    }
    String number = options.text("number", "page");
    List<String> asked =
        UrlQuery.of(first).pairs().stream()
            .filter(pair -> !UrlQuery.name(pair).equals(number))
            .toList();
    UrlQuery next = UrlQuery.of(absolute(url, link.strip())).withMissing(asked);
    Optional<Long> before = UrlQuery.of(url).value(number).flatMap(NextLink::number);
    Optional<Long> then = next.value(number).flatMap(NextLink::number);
    if (before.isPresent() && then.isPresent() && then.get() <= before.get()) {
      throw new IllegalArgumentException(
          "its next page is %d after page %d".formatted(then.get(), before.get()));
    }
    return next.toString();
  }

  private String absolute(String url, String link) {
    if (link.startsWith("//") || link.matches("[A-Za-z][A-Za-z0-9+.-]*:.*")) {
      return link.startsWith("//") ? account.baseUrl().getScheme() + ":" + link : link;
    }
    if (link.startsWith("?")) {
      return UrlQuery.of(url).base() + link; // URI.resolve would drop the last segment (RFC 2396)
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
