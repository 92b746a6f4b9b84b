package dev.caravan.paging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.jspecify.annotations.Nullable;

/**
 * MemberPaths of an answer by the paths that a vendor's file names: {@code pageDetails.totalCount},
 * or {@code totalItemCount|totalItems} for the first of several that is there; a dot is all of it.
 */
final class MemberPaths {
  private MemberPaths() {}

  /** What the first path leads to that leads to anything but null; missing when none does. */
  static JsonNode of(JsonNode answer, String paths) {
    for (String path : paths.split("\\|", -1)) {
      JsonNode found = at(answer, path);
      if (!found.isMissingNode() && !found.isNull()) {
        return found;
      }
    }
    return MissingNode.getInstance();
  }

  /** The same, as long as it is an array. */
  static JsonNode array(JsonNode answer, String paths) {
    for (String path : paths.split("\\|", -1)) {
      JsonNode found = at(answer, path);
      if (found.isArray()) {
        return found;
      }
    }
    return MissingNode.getInstance();
  }

  /** The same as a whole number, which some vendors write as a text; null when it is none. */
  static @Nullable Long number(JsonNode answer, String paths) {
    JsonNode found = of(answer, paths);
    if (found.isIntegralNumber()) {
      return found.longValue();
    }
    return found.isTextual() && found.textValue().matches("\\d{1,18}")
        ? Long.valueOf(found.textValue())
        : null;
  }

  /** Whether a flag is true, or a link to the next page not blank. */
  static boolean isSet(JsonNode answer, String paths) {
    JsonNode found = of(answer, paths);
    return found.isTextual() ? !found.textValue().isBlank() : found.asBoolean(false);
  }

  private static JsonNode at(JsonNode answer, String path) {
    if (path.equals(".")) {
      return answer;
    }
    JsonNode found = path.isEmpty() ? MissingNode.getInstance() : answer;
    for (String member : path.split("\\.", -1)) {
      found = found.path(member);
    }
    return found;
  }
}
