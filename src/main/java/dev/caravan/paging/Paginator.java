package dev.caravan.paging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.caravan.account.Account;

/**
 * Says where one listing goes on, page after page in its order. What differs among vendors are its
 * options.
 */
sealed interface Paginator permits PageNumber, CursorParameter, NextLink {
  /**
   * @param first what was asked for the first page, which carries all filters
   * @param asked what was answered
   * @param rows the records of the answer
   * @throws IllegalArgumentException with a sentence when the answer does not go on from there
   */
  Page after(PageRequest first, PageRequest asked, JsonNode answer, ArrayNode rows);

  /**
   * The one that a vendor's file calls {@code page-number}, {@code cursor} or {@code next-link}.
   */
  static Paginator of(String kind, PagingOptions options, Account account) {
    return switch (kind) {
      case "page-number" -> new PageNumber(options);
      case "cursor" -> new CursorParameter(options);
      case "next-link" -> new NextLink(options, account);
      default -> throw new IllegalArgumentException("There is no kind of paging '" + kind + "'");
    };
  }
}
