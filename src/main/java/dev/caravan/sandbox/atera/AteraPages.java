package dev.caravan.sandbox.atera;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.PageRange;
import dev.caravan.sandbox.wire.PageRange.PageNumbering;
import dev.caravan.sandbox.wire.RecordList.StoredRecord;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import dev.caravan.sandbox.wire.Splice;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** One-based pages of items with their links. */
final class AteraPages {
  private static final int DEFAULT_SIZE = 20;
  private final Supplier<AteraSettings> settings;

  AteraPages(Supplier<AteraSettings> settings) {
    this.settings = settings;
  }

  PageRange wanted(Request request) {
    PageNumbering rule =
        new PageNumbering("page", 1, "itemsInPage", DEFAULT_SIZE, settings.get().maxPage());
    return PageRange.of(request, rule);
  }

  Reply page(Request request, List<StoredRecord> rows) {
    List<byte[]> shown = wanted(request).of(rows).stream().map(StoredRecord::json).toList();
    return page(request, shown, rows.size());
  }

  Reply page(Request request, List<byte[]> shown, int total) {
    AteraSettings now = settings.get();
    PageRange wanted = wanted(request);
    int page = wanted.number();
    int pages = wanted.pages(total);
    ObjectNode tail = Json.object().put("page", page).put("itemsInPage", wanted.size());
    tail.put(now.notesDialect() ? "totalItems" : "totalItemCount", total);
    tail.put("totalPages", pages);
    link(tail, "prevLink", page > 1, request, page - 1);
    link(tail, "nextLink", page < pages, request, page + 1);
    String rest = new String(Json.bytes(tail), StandardCharsets.UTF_8).substring(1);
    return Reply.json(Splice.join("{\"items\":[", shown, "]," + rest));
  }

  private void link(ObjectNode tail, String member, boolean there, Request request, int page) {
    if (there) {
      Map<String, String> own = Map.of("page", String.valueOf(page));
      tail.put(member, request.base() + request.link(own, other -> true));
    } else {
      settings.get().lastLink().put(tail, member);
    }
  }
}
