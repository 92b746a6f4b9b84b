package dev.caravan.sandbox.ninox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A column.
 *
 * @param type Ninox's word: string, number, boolean, choice, multi, date, timestamp, fn, rev, …
 * @param choices of choice and multi
 */
public record Field(String id, String name, String type, List<Choice> choices) {

  /** One value that a choice may have. */
  public record Choice(String id, String caption) {}

  public Field {
    choices = choices == null ? List.of() : List.copyOf(choices);
  }

  static Field of(String id, String name, String type, String... captions) {
    List<Choice> choices =
        IntStream.range(0, captions.length)
            .mapToObj(i -> new Choice(String.valueOf(i + 1), captions[i]))
            .toList();
    return new Field(id, name, type, choices);
  }

  boolean isComputed() {
    return type.equals("fn") || type.equals("rev") || type.equals("view");
  }

  /** The choice with that id or caption. */
  Optional<Choice> choice(String word) {
    return choices.stream()
        .filter(choice -> choice.id().equals(word) || choice.caption().equals(word))
        .findFirst();
  }

  ObjectNode json() {
    ObjectNode json = Json.object().put("id", id).put("name", name).put("type", type);
    if (!choices.isEmpty()) {
      ArrayNode all = json.putArray("choices");
      choices.forEach(choice -> all.addPOJO(choice));
    }
    return json;
  }
}
