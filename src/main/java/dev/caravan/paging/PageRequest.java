package dev.caravan.paging;

import dev.caravan.text.UrlQuery;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for one page.
 *
 * @param url absolute, encoded
 * @param body JSON for a vendor that lists by POST, null for a GET
 */
record PageRequest(String url, @Nullable String body) {
  /** The same for two requests that differ only in the order of their parameters. */
  String canonical() {
    return UrlQuery.of(url).canonical() + (body == null ? "" : " " + body);
  }

  PageRequest withUrl(String other) {
    return new PageRequest(other, body);
  }
}
