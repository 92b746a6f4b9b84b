package dev.caravan.paging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.caravan.text.UrlQuery;
import org.jspecify.annotations.Nullable;

/**
 * Numbered pages of one listing. The next address is built from ours, never taken from a link. The
 * listing ends at an empty page, else by a number of pages, else by a flag or link, else at a short
 * page: such a one may also be short because the server allows fewer records than were asked for,
 * so it is the last only if there was a larger one, if it has fewer records than any server would
 * allow, or if it comes again.
 */
final class PageNumber implements Paginator {
  /** No server allows fewer records a page. */
  private static final int FEWEST = 10;

  private final PagingOptions options;
  private int largest;

  /** Options number, first, size, echo, pages, more, total and row. */
  PageNumber(PagingOptions options) {
    this.options = options;
  }

  @Override
  public Page after(PageRequest first, PageRequest asked, JsonNode answer, ArrayNode rows) {
    UrlQuery query = UrlQuery.of(asked.url());
    String parameter = options.text("number", "page");
    long number = Long.parseLong(query.value(parameter).orElse(options.text("first", "1")));
    Long answered = MemberPaths.number(answer, options.text("echo"));
    if (answered != null && answered != number) {
      throw new IllegalArgumentException(
          "it is page %d although page %d was asked".formatted(answered, number));
    }
    int size = query.value(options.text("size", "pageSize")).map(Integer::parseInt).orElse(100);
    boolean isShort = !options.has("pages") && !options.has("more") && rows.size() < size;
    PageRequest next =
        rows.isEmpty() || isLast(answer, number, isShort && rows.size() < Math.max(FEWEST, largest))
            ? null
            : asked.withUrl(query.with(parameter, String.valueOf(number + 1)).toString());
    largest = Math.max(largest, rows.size());
    return new Page(
        next, MemberPaths.number(answer, options.text("total")), isShort, firstRow(rows), "");
  }

  private boolean isLast(JsonNode answer, long number, boolean isShort) {
    Long pages = MemberPaths.number(answer, options.text("pages"));
    if (pages != null) {
      return number >= pages - 1 + Long.parseLong(options.text("first", "1"));
    }
    return options.has("more") ? !MemberPaths.isSet(answer, options.text("more")) : isShort;
  }

  /** The same page again and again is a fault that clients have met. */
  private @Nullable String firstRow(ArrayNode rows) {
    JsonNode id = rows.path(0).path(options.text("row"));
    return options.has("row") && id.isValueNode() ? id.asText() : null;
  }
}
