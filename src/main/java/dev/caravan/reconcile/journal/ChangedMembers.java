package dev.caravan.reconcile.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.text.Instants;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an update changed, for the story of its record: the names of the members and never what they
 * say, which would make a story larger than all else in the store. Pure.
 */
final class ChangedMembers {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ChangedMembers() {}

  /**
   * The names of the members that differ, in the order of what was written; empty where nothing but
   * moments have moved on, which is no news.
   *
   * @param before what the counterpart said before, a JSON object; absent where that is not known
   * @param written a JSON object
   */
  static Optional<String> between(@Nullable String before, String written) {
    if (before == null) {
      return Optional.of("");
    }
    JsonNode then = read(before);
    List<String> names = new ArrayList<>();
    boolean onlyMoments = true;
    for (var member : read(written).properties()) {
      JsonNode was = then.path(member.getKey());
      if (!member.getValue().equals(was)) {
        names.add(member.getKey());
        onlyMoments &= isMoment(was) && isMoment(member.getValue());
      }
    }
    return onlyMoments && !names.isEmpty()
        ? Optional.empty()
        : Optional.of(String.join(", ", names));
  }

  private static boolean isMoment(JsonNode value) {
    return value.isTextual() && Instants.ofIso(value.textValue()) != null;
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The ledger holds no JSON where it should: " + json, e);
    }
  }
}
