package dev.caravan.sandbox.datto;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.PageRange;
import dev.caravan.sandbox.wire.PageRange.PageNumbering;
import dev.caravan.sandbox.wire.RecordList.StoredRecord;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import dev.caravan.sandbox.wire.Splice;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

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
      List<StoredRecord> rows,
      Function<StoredRecord, byte[]> written,
      boolean withTotal) {
    DattoSettings now = settings.get();
    PageRange range = range(request, now);
    List<StoredRecord> shown = range.of(rows);
    ObjectNode details = Json.object().put("count", shown.size());
    if (withTotal) {
      details.put("totalCount", rows.size());
    }
    if (range.number() == 0) {
      details.putNull("prevPageUrl");
    } else {
      details.put("prevPageUrl", link(request, range, -1));
    }
    if (range.hasNext(rows.size())) {
      details.put("nextPageUrl", link(request, range, 1));
    } else {
      now.endOfList().put(details, "nextPageUrl");
    }
    String head =
        "{\"pageDetails\":%s,\"%s\":["
            .formatted(new String(Json.bytes(details), StandardCharsets.UTF_8), member);
    return Reply.json(Splice.join(head, shown.stream().map(written).toList(), "]}"));
  }

  /** The page asked for, from 0. The notes' cursors are page numbers in disguise. */
  static PageRange range(Request request, DattoSettings now) {
    PageNumbering rule = new PageNumbering("page", 0, "max", now.maxPage(), now.maxPage());
    String page = request.query().getOrDefault("page", "");
    return PageRange.of(
        page.startsWith(CURSOR) ? request.with("page", page.substring(CURSOR.length())) : request,
        rule);
  }

  private String link(Request request, PageRange range, int step) {
    DattoSettings now = settings.get();
    Map<String, String> own = new LinkedHashMap<>();
    own.put("max", String.valueOf(range.size()));
    own.put("page", (now.notesDialect() ? CURSOR : "") + (range.number() + step));
    String target = request.link(own, other -> !now.dropFilters());
    boolean relative = now.notesDialect() || now.nextLink() == DattoSettings.Link.RELATIVE;
    return relative ? target : request.base() + target;
  }
}
