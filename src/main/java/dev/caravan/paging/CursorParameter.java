package dev.caravan.paging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.text.UrlQuery;
import dev.caravan.text.UrlText;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A cursor from one answer to the next request: a member of the answer, whatever stands in it, or a
 * number of its last record. The listing ends where a flag says so; without a word of a flag at an
 * empty page, or where an answer has no cursor.
 */
final class CursorParameter implements Paginator {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,40}");

  /** Before the name of a member of the last record. */
  private static final String LAST = "last:";

  private final PagingOptions options;

  /** Options parameter, in, from, must, position, more and total. */
  CursorParameter(PagingOptions options) {
    this.options = options;
  }

  @Override
  public Page after(PageRequest first, PageRequest asked, JsonNode answer, ArrayNode rows) {
    Long total = MemberPaths.number(answer, options.text("total"));
    boolean hasFlag = !MemberPaths.of(answer, options.text("more")).isMissingNode();
    boolean isSaid = hasFlag && MemberPaths.isSet(answer, options.text("more"));
    if (hasFlag ? !isSaid : rows.isEmpty()) {
      return new Page(null, total);
    }
    JsonNode cursor = cursor(answer, rows, before(asked));
    if (cursor == null) {
      if (isSaid) {
        throw new IllegalArgumentException("it says that there is a next page and not where");
      }
      return new Page(null, total);
    }
    JsonNode position = MemberPaths.of(answer, options.text("position"));
    String at = position.isMissingNode() ? "" : position.asText();
    return new Page(with(asked, cursor), total, false, null, at);
  }

  private @Nullable JsonNode cursor(JsonNode answer, ArrayNode rows, String before) {
    for (String from : options.text("from").split("\\|", -1)) {
      if (!from.startsWith(LAST)) {
        JsonNode found = MemberPaths.of(answer, from);
        if (isOne(found)) {
          return found;
        }
      } else if (!rows.isEmpty()) {
        return last(rows, from.substring(LAST.length()), before);
      }
    }
    return null;
  }

  private JsonNode last(ArrayNode rows, String member, String before) {
    JsonNode found = rows.path(rows.size() - 1).path(member);
    if (!isOne(found)) {
      throw new IllegalArgumentException(
          "its last record has no '%s' to go on from".formatted(member));
    }
    must(before, found.asText());
    return found;
  }

  private static boolean isOne(JsonNode found) {
    return found.isValueNode() && !found.isNull() && !found.asText().isBlank();
  }

  private void must(String before, String cursor) {
    // A cursor of letters has no order; that it was not met before is asked of every request.
    boolean ordered = NUMBER.matcher(before).matches() && NUMBER.matcher(cursor).matches();
    boolean holds =
        !ordered
            || switch (options.text("must")) {
              case "increase" -> compare(cursor, before) > 0;
              case "decrease" -> compare(cursor, before) < 0;
              default -> true;
            };
    if (!holds) {
      throw new IllegalArgumentException(
          "its next page begins at %s after %s".formatted(cursor, before));
    }
  }

  private static int compare(String one, String other) {
    return new BigInteger(one).compareTo(new BigInteger(other));
  }

  private boolean isInBody() {
    return options.text("in").equals("body");
  }

  private String before(PageRequest asked) {
    String name = options.text("parameter");
    return isInBody()
        ? object(asked).path(name).asText("")
        : UrlQuery.of(asked.url()).value(name).orElse("");
  }

  private PageRequest with(PageRequest asked, JsonNode cursor) {
    String name = options.text("parameter");
    if (!isInBody()) {
      String value = UrlText.encoded(cursor.asText());
      return asked.withUrl(UrlQuery.of(asked.url()).with(name, value).toString());
    }
    ObjectNode body = object(asked);
    body.set(name, cursor);
    return new PageRequest(asked.url(), body.toString());
  }

  private static ObjectNode object(PageRequest asked) {
    try {
      return asked.body() == null
          ? JSON.createObjectNode()
          : (ObjectNode) JSON.readTree(asked.body());
    } catch (JsonProcessingException ours) {
      throw new IllegalStateException("A listing by POST begins with a JSON object", ours);
    }
  }
}
