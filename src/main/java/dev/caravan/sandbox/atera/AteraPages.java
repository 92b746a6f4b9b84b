package dev.caravan.sandbox.atera;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import dev.caravan.sandbox.wire.Rows.Row;
import dev.caravan.sandbox.wire.Splice;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** One-based pages of items with their links. */
final class AteraPages {
  private static final int DEFAULT_SIZE = 20;
  private final Supplier<AteraSettings> settings;

  AteraPages(Supplier<AteraSettings> settings) {
    this.settings = settings;
  }

  /** The page that a request asks for. */
  record Wanted(int page, int size) {
    long from() {
      return (page - 1L) * size;
    }
  }

  Wanted wanted(Request request) {
    int asked = request.number("itemsInPage", DEFAULT_SIZE);
    int size = asked < 1 ? DEFAULT_SIZE : Math.min(asked, settings.get().maxPage());
    return new Wanted(Math.max(1, request.number("page", 1)), size);
  }

  Reply page(Request request, List<Row> rows) {
    Wanted wanted = wanted(request);
    List<byte[]> shown =
        Splice.slice(rows, wanted.from(), wanted.size()).stream().map(Row::json).toList();
    return page(request, shown, rows.size());
  }

  Reply page(Request request, List<byte[]> shown, int total) {
    AteraSettings now = settings.get();
    Wanted wanted = wanted(request);
    int pages = (total + wanted.size() - 1) / wanted.size();
    ObjectNode tail = Json.object().put("page", wanted.page()).put("itemsInPage", wanted.size());
    tail.put(now.notesDialect() ? "totalItems" : "totalItemCount", total);
    tail.put("totalPages", pages);
    link(tail, "prevLink", wanted.page() > 1, request, wanted.page() - 1);
    link(tail, "nextLink", wanted.page() < pages, request, wanted.page() + 1);
    String rest = new String(Json.bytes(tail), StandardCharsets.UTF_8).substring(1);
    return Reply.json(Splice.join("{\"items\":[", shown, "]," + rest));
  }

  private void link(ObjectNode tail, String member, boolean there, Request request, int page) {
    if (there) {
      String others =
          request.query().entrySet().stream()
              .filter(entry -> !entry.getKey().equals("page"))
              .map(
                  entry ->
                      "&"
                          + entry.getKey()
                          + "="
                          + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
              .collect(Collectors.joining());
      tail.put(member, request.base() + request.path() + "?page=" + page + others);
      return;
    }
    switch (settings.get().lastLink()) {
      case EMPTY -> tail.put(member, "");
      case NULL -> tail.putNull(member);
      case MISSING -> tail.remove(member);
    }
  }
}
