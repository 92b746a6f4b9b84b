package dev.caravan.paging;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.account.Account;
import org.jspecify.annotations.Nullable;

/**
 * Ninox's page numbers from 0. A page is a bare array: no total, no link, so a short one is the
 * last. It may also be short because the server allows fewer rows than were asked for; such a page
 * has a round number of them and is not taken for the last, unless the same page comes again then.
 */
final class NinoxNumbers implements NextPage {
  private static final String PAGE = "page";

  /** Limits that a server may have of its own (100, 250, 500 …) are multiples of this. */
  private static final int ROUND = 50;

  @Override
  public JsonNode rows(JsonNode answer, String collection) {
    for (String name : new String[] {collection, "data", "results"}) {
      if (answer.path(name).isArray()) {
        return answer.path(name);
      }
    }
    return answer;
  }

  @Override
  public Page after(Account account, String first, String url, JsonNode answer, int rows) {
    Query query = Query.of(url);
    long asked = Long.parseLong(query.value(PAGE).orElse("0"));
    int perPage = Integer.parseInt(query.value("perPage").orElse("100"));
    boolean last = rows == 0 || (rows < perPage && rows % ROUND != 0);
    return new Page(
        last ? null : query.with(PAGE, String.valueOf(asked + 1)).toString(),
        null,
        rows < perPage,
        firstRow(rows(answer, "")));
  }

  /** The same page again and again is a fault that clients have met. */
  private static @Nullable String firstRow(JsonNode rows) {
    JsonNode id = rows.path(0).path("id");
    return id.isValueNode() ? id.asText() : null;
  }
}
