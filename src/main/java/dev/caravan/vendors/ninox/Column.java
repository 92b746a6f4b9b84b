package dev.caravan.vendors.ninox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.account.Account;
import dev.caravan.text.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * A column of a Ninox table.
 *
 * @param type Ninox's word: string, number, boolean, choice, multi, date, timestamp, fn, rev …
 * @param choices captions by id; of choice and multi
 * @param forms in which choices are written
 */
record Column(String id, String name, String type, Map<String, String> choices, Forms forms) {
  private static final Set<String> COMPUTED = Set.of("fn", "rev", "view", "button");
  private static final Set<String> TEXT = Set.of("string", "text", "html");

  Column {
    choices = Map.copyOf(choices);
  }

  /**
   * What nobody has proven of writing choices, so that the operator can say it.
   *
   * @param byId choices are written by id, else by caption, as the vendor's page shows them
   * @param severalAsText several choices are one text with commas, else an array
   */
  record Forms(boolean byId, boolean severalAsText) {
    static Forms of(Account account) {
      return new Forms(
          account.optional("choices").orElse("captions").equals("ids"),
          account.optional("multi-choice").orElse("array").equals("text"));
    }
  }

  static Column of(JsonNode field, Forms forms) {
    Map<String, String> choices = new LinkedHashMap<>();
    for (JsonNode choice : field.path("choices")) {
      choices.put(choice.path("id").asText(), choice.path("caption").asText());
    }
    return new Column(
        field.path("id").asText(),
        field.path("name").asText(),
        field.path("type").asText("string"),
        choices,
        forms);
  }

  /** Formulas, reverse references and views are Ninox's own and cannot be written. */
  boolean writable() {
    return !COMPUTED.contains(type);
  }

  /** The choice with that id or, in any case, that caption; empty where there is none. */
  Optional<String> choice(String word) {
    return choices.containsKey(word)
        ? Optional.of(word)
        : choices.entrySet().stream()
            .filter(choice -> Names.same(choice.getValue(), word))
            .map(Map.Entry::getKey)
            .findFirst();
  }

  /** The form in which a choice is written; a word that is none of them goes as it is. */
  String written(String word) {
    return choice(word).map(id -> forms.byId() ? id : choices.getOrDefault(id, id)).orElse(word);
  }

  /** Whether its values are some of few words. */
  boolean chooses() {
    return !choices.isEmpty() && (type.equals("choice") || type.equals("multi"));
  }

  /** The words of a value that are none of the column's choices, as far as it tells them. */
  List<String> strangers(JsonNode value) {
    if (!chooses() || value.isNull()) {
      return List.of();
    }
    Iterable<JsonNode> words = value.isArray() ? value : List.of(value);
    return StreamSupport.stream(words.spliterator(), false)
        .map(JsonNode::asText)
        .filter(word -> !word.isEmpty() && choice(word).isEmpty())
        .toList();
  }

  /** The type in words for people. */
  String kind() {
    return switch (type) {
      case "number" -> "a number";
      case "ref" -> "a reference to another table";
      case "boolean" -> "a yes/no";
      case "date" -> "a date";
      case "timestamp", "datetime" -> "a date with time";
      default -> "of the type " + type;
    };
  }

  boolean isText() {
    return TEXT.contains(type);
  }
}
