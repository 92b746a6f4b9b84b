package dev.caravan.ninox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A column of a Ninox table.
 *
 * @param type Ninox's word: string, number, boolean, choice, multi, date, timestamp, fn, rev …
 * @param choices captions by id; of choice and multi
 */
record Column(String id, String name, String type, Map<String, String> choices) {
  private static final Set<String> COMPUTED = Set.of("fn", "rev", "view", "button");
  private static final Set<String> TEXT = Set.of("string", "text", "html");

  Column {
    choices = Map.copyOf(choices);
  }

  static Column of(JsonNode field) {
    Map<String, String> choices = new LinkedHashMap<>();
    for (JsonNode choice : field.path("choices")) {
      choices.put(choice.path("id").asText(), choice.path("caption").asText());
    }
    return new Column(
        field.path("id").asText(),
        field.path("name").asText(),
        field.path("type").asText("string"),
        choices);
  }

  /** Formulas, reverse references and views are Ninox's own and cannot be written. */
  boolean writable() {
    return !COMPUTED.contains(type);
  }

  boolean isText() {
    return TEXT.contains(type);
  }
}
