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
 * A cursor from one answer to the next request: a member of the answer, or one of its last record.
 * The listing ends at an empty page, at a flag that says so, or where an answer has no cursor.
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
    JsonNode cursor = rows.isEmpty() || isOver(answer) ? null : cursor(answer, rows);
    if (cursor == null) {
      return new Page(null, total);
    }
    PageRequest next = with(asked, cursor);
    must(before(asked), cursor.asText());
    JsonNode position = MemberPaths.of(answer, options.text("position"));
    return new Page(next, total, false, null, position.isMissingNode() ? "" : position.asText());
  }

  /** A flag that is not there says nothing. */
  private boolean isOver(JsonNode answer) {
    return !MemberPaths.of(answer, options.text("more")).isMissingNode()
        && !MemberPaths.isSet(answer, options.text("more"));
  }

  private @Nullable JsonNode cursor(JsonNode answer, ArrayNode rows) {
    for (String from : options.text("from").split("\\|", -1)) {
      JsonNode found =
          from.startsWith(LAST)
              ? rows.path(rows.size() - 1).path(from.substring(LAST.length()))
              : MemberPaths.of(answer, from);
      if (found.isValueNode() && !found.asText().isBlank() && !found.isNull()) {
        return found;
      }
      if (from.startsWith(LAST)) {
        throw new IllegalArgumentException(
            "its last record has no '%s' to go on from".formatted(from.substring(LAST.length())));
      }
    }
    return null;
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
