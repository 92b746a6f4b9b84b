package dev.caravan.sandbox.ninjaone;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Lists that go on behind an id, and reports that go on behind a named cursor. Thread-safe. */
final class TenantLists {
  private static final int USUAL = 1000;
  private static final int REPORT_PAGE = 1000;

  private final Supplier<NinjaOneSettings> settings;
  private final InstantSource clock;
  private final Map<String, Integer> offsets = new ConcurrentHashMap<>();
  private final AtomicLong cursors = new AtomicLong();

  TenantLists(Supplier<NinjaOneSettings> settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * The rows whose id is larger than {@code after}.
   *
   * @param ascending by id
   */
  Reply behindId(Request request, List<ObjectNode> ascending) {
    int after = settings.get().envelope() ? behind(request) : request.number("after", 0);
    int size = Math.min(request.number("pageSize", USUAL), settings.get().mostPerPage());
    List<ObjectNode> left =
        ascending.stream().filter(row -> row.path("id").asInt() > after).toList();
    List<ObjectNode> page = left.subList(0, Math.min(Math.max(1, size), left.size()));
    if (!settings.get().envelope()) {
      return Reply.json(200, page);
    }
    ObjectNode envelope = Json.object();
    envelope.set("results", Json.tree(page));
    ObjectNode info = envelope.putObject("pageInfo").put("hasNextPage", left.size() > page.size());
    if (left.size() > page.size()) {
      info.put("endCursor", cursor(page.get(page.size() - 1).path("id").asText()));
    }
    return Reply.json(200, envelope);
  }

  /** The envelope's cursor is nobody's business, and looks it. */
  private static String cursor(String id) {
    return Base64.getEncoder().encodeToString(("id:" + id).getBytes(StandardCharsets.UTF_8));
  }

  private static int behind(Request request) {
    String cursor = request.query().getOrDefault("after", "");
    if (cursor.isEmpty()) {
      return 0;
    }
    try {
      String text = new String(Base64.getDecoder().decode(cursor), StandardCharsets.UTF_8);
      return Integer.parseInt(text.replaceFirst("^id:", ""));
    } catch (IllegalArgumentException strange) {
      throw NinjaOneErrors.failure(400, "Invalid cursor");
    }
  }

  /** The name of the cursor stays the same from page to page; the last page has none. */
  Reply report(Request request, List<ObjectNode> rows) {
    int size =
        Math.max(
            1, Math.min(request.number("pageSize", REPORT_PAGE), settings.get().mostPerPage()));
    String name = request.query().getOrDefault("cursor", "");
    if (!name.isEmpty() && !offsets.containsKey(name)) {
      throw NinjaOneErrors.failure(400, "Invalid cursor");
    }
    if (name.isEmpty()) {
      name = "cursor-" + cursors.incrementAndGet();
    }
    int from = Math.min(offsets.getOrDefault(name, 0), rows.size());
    List<ObjectNode> page = rows.subList(from, Math.min(from + size, rows.size()));
    offsets.put(name, from + page.size());
    ObjectNode answer = Json.object();
    if (from + page.size() < rows.size()) {
      answer
          .putObject("cursor")
          .put("name", name)
          .put("offset", from + page.size())
          .put("count", String.valueOf(rows.size()))
          .put("expires", clock.instant().plus(Duration.ofMinutes(10)).getEpochSecond());
    }
    answer.set("results", Json.tree(page));
    return Reply.json(200, answer);
  }

  void clear() {
    offsets.clear();
  }
}
