package dev.caravan.sandbox.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Damage to a page of a list. An answer that is no page stays as it is. */
final class PageFaults {
  private static final Set<String> LINKS = Set.of("nextPageUrl", "nextLink");
  private static final Set<String> TOTALS =
      Set.of("totalCount", "count", "totalItemCount", "totalItems", "totalPages");

  private PageFaults() {}

  static Reply emptied(Reply reply) {
    return changed(
        reply,
        bare -> {
          if (bare instanceof ArrayNode array) {
            array.removeAll();
          } else if (bare instanceof ObjectNode page) {
            arrayOf(page).ifPresent(name -> page.set(name, Json.array()));
            each(page, LINKS, (object, name) -> object.putNull(name));
            each(page, TOTALS, (object, name) -> object.put(name, 0));
          }
        });
  }

  static Reply withoutArray(Reply reply) {
    return changed(
        reply,
        body -> {
          if (body instanceof ObjectNode page) {
            arrayOf(page).ifPresent(page::remove);
          }
        });
  }

  static Reply withNext(Reply reply, String url) {
    return changed(
        reply,
        body -> {
          if (body instanceof ObjectNode page) {
            each(page, LINKS, (object, name) -> object.put(name, url));
          }
        });
  }

  private static Reply changed(Reply reply, Consumer<JsonNode> change) {
    if (!reply.headers().getOrDefault("Content-Type", "").contains("json")) {
      return reply;
    }
    JsonNode body = Json.read(reply.body());
    change.accept(body);
    return reply.withBody(Json.bytes(body));
  }

  private static Optional<String> arrayOf(ObjectNode page) {
    return page.properties().stream()
        .filter(member -> member.getValue().isArray())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private interface Change {
    void apply(ObjectNode object, String name);
  }

  /** Changes the named members of the page and of its page details. */
  private static void each(ObjectNode page, Set<String> names, Change change) {
    for (JsonNode part : new JsonNode[] {page, page.path("pageDetails")}) {
      if (part instanceof ObjectNode object) {
        names.stream().filter(object::has).forEach(name -> change.apply(object, name));
      }
    }
  }
}
