package dev.caravan.sandbox.opsramp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.PageRange;
import dev.caravan.sandbox.wire.PageRange.PageNumbering;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/** One-based pages of results, newest first unless the request says otherwise. */
final class ResultPages {
  private static final int USUAL = 100;

  private final Supplier<OpsRampSettings> settings;

  ResultPages(Supplier<OpsRampSettings> settings) {
    this.settings = settings;
  }

  PageRange wanted(Request request) {
    int most = settings.get().maxPage();
    if (request.number("pageSize", USUAL) > most) {
      throw OpsRampErrors.bad("pageSize must not be greater than " + most);
    }
    return PageRange.of(request, new PageNumbering("pageNo", 1, "pageSize", USUAL, most));
  }

  /**
   * The page that is asked for.
   *
   * @param oldestFirst all rows
   */
  Reply page(Request request, String orderBy, List<ObjectNode> oldestFirst) {
    PageRange range = wanted(request);
    boolean descending = !"false".equals(request.query().get("isDescendingOrder"));
    List<ObjectNode> rows = new ArrayList<>(oldestFirst);
    if (descending) {
      Collections.reverse(rows);
    }
    ObjectNode page = Json.object();
    page.set("results", Json.tree(range.of(rows)));
    page.put("totalResults", rows.size()).put("orderBy", orderBy);
    page.put("pageNo", range.number()).put("pageSize", range.size());
    page.put("totalPages", range.pages(rows.size())).put("nextPage", range.hasNext(rows.size()));
    if (range.hasNext(rows.size())) {
      page.put("nextPageNo", range.number() + 1);
    }
    page.put("previousPageNo", range.number() - 1).put("descendingOrder", descending);
    return Reply.json(200, page);
  }
}
