package dev.caravan.sandbox.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Damage to a page of a list. An answer that is no page stays as it is. */
final class PageFaults {
  private static final Pattern LINKS = Pattern.compile("next(Page)?(Url|Link)");
  private static final Pattern TOTALS = Pattern.compile("count|total(\\w*)");

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

  /** Changes such members of the page and of its page details. */
  private static void each(ObjectNode page, Pattern names, BiConsumer<ObjectNode, String> change) {
    for (JsonNode part : new JsonNode[] {page, page.path("pageDetails")}) {
      if (part instanceof ObjectNode object) {
        Json.members(object).keySet().stream()
            .filter(names.asMatchPredicate())
            .forEach(name -> change.accept(object, name));
      }
    }
  }
}
