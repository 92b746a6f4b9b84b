package dev.caravan.sandbox.datto;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import dev.caravan.sandbox.wire.Rows.Row;
import dev.caravan.sandbox.wire.Splice;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Zero-based pages with nextPageUrl. */
final class DattoPages {
  private static final String CURSOR = "cursor";
  private final Supplier<DattoSettings> settings;

  DattoPages(Supplier<DattoSettings> settings) {
    this.settings = settings;
  }

  /**
   * The page of a list that the request asks for.
   *
   * @param withTotal open alerts come without totalCount
   */
  Reply page(
      Request request,
      String member,
      List<Row> rows,
      Function<Row, byte[]> written,
      boolean withTotal) {
    DattoSettings now = settings.get();
    int asked = request.number("max", now.maxPage());
    int max = asked < 1 ? now.maxPage() : Math.min(asked, now.maxPage());
    int page = page(request);
    List<Row> shown = Splice.slice(rows, (long) page * max, max);
    ObjectNode details = Json.object().put("count", shown.size());
    if (withTotal) {
      details.put("totalCount", rows.size());
    }
    if (page == 0) {
      details.putNull("prevPageUrl");
    } else {
      details.put("prevPageUrl", link(request, max, page - 1));
    }
    if ((page + 1L) * max < rows.size()) {
      details.put("nextPageUrl", link(request, max, page + 1));
    } else {
      endLink(details, now.endOfList());
    }
    String head =
        "{\"pageDetails\":%s,\"%s\":["
            .formatted(new String(Json.bytes(details), StandardCharsets.UTF_8), member);
    return Reply.json(Splice.join(head, shown.stream().map(written).toList(), "]}"));
  }

  /** The page asked for, from 0. The notes' cursors are page numbers in disguise. */
  static int page(Request request) {
    String page = request.query().getOrDefault("page", "0");
    String number = page.startsWith(CURSOR) ? page.substring(CURSOR.length()) : page;
    return number.matches("\\d{1,9}") ? Integer.parseInt(number) : 0;
  }

  private static void endLink(ObjectNode details, DattoSettings.End end) {
    switch (end) {
      case NULL -> details.putNull("nextPageUrl");
      case EMPTY -> details.put("nextPageUrl", "");
      case MISSING -> details.remove("nextPageUrl");
    }
  }

  private String link(Request request, int max, int page) {
    DattoSettings now = settings.get();
    String filters =
        now.dropFilters()
            ? ""
            : request.query().entrySet().stream()
                .filter(entry -> !entry.getKey().equals("max") && !entry.getKey().equals("page"))
                .map(DattoPages::parameter)
                .collect(Collectors.joining());
    String cursor = (now.notesDialect() ? CURSOR : "") + page;
    String target = request.path() + "?max=" + max + "&page=" + cursor + filters;
    boolean relative = now.notesDialect() || now.nextLink() == DattoSettings.Link.RELATIVE;
    return relative ? target : request.base() + target;
  }

  private static String parameter(Map.Entry<String, String> entry) {
    return "&" + entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8);
  }
}
