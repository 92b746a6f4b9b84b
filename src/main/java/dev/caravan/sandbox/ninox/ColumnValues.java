package dev.caravan.sandbox.ninox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.caravan.sandbox.wire.Json;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a column accepts and how it shows what it holds. Choices are kept by id. */
final class ColumnValues {
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

  /** No zone and no fraction. */
  private static final Pattern TIMESTAMP =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d");

  private ColumnValues() {}

  /**
   * The form in which the value is kept; null for an empty one.
   *
   * @throws UnwritableRow when the column cannot hold it
   */
  static @Nullable JsonNode accept(Field field, JsonNode value, NinoxSettings now) {
    String refusedText = now.refusedText();
    if (field.isComputed()) {
      throw new UnwritableRow("Field %s is computed and cannot be written".formatted(field.name()));
    }
    if (value.isNull() || (value.isTextual() && value.textValue().isEmpty())) {
      return null;
    }
    if (!refusedText.isEmpty() && value.isTextual() && value.textValue().contains(refusedText)) {
      throw bad(field, value);
    }
    return switch (field.type()) {
      case "number" -> require(field, value, value.isNumber());
      case "boolean" -> require(field, value, value.isBoolean());
      case "date" -> require(field, value, matches(DATE, value));
      case "timestamp", "datetime" -> require(field, value, matches(TIMESTAMP, value));
      case "choice" -> choice(field, value, now.choices());
      case "multi" -> multi(field, value, now);
      case "ref" -> require(field, value, value.isIntegralNumber());
      default -> require(field, value, value.isTextual());
    };
  }

  /** The stored value as a list shows it. */
  static JsonNode show(Field field, JsonNode value, boolean choiceIds) {
    if (choiceIds || field.choices().isEmpty()) {
      return value;
    }
    if (value instanceof ArrayNode several) {
      ArrayNode captions = Json.array();
      several.forEach(one -> captions.add(caption(field, one)));
      return captions;
    }
    return caption(field, value);
  }

  private static JsonNode caption(Field field, JsonNode id) {
    Optional<Field.Choice> choice = field.choice(id.asText());
    return TextNode.valueOf(choice.map(Field.Choice::caption).orElse(id.asText()));
  }

  private static JsonNode choice(Field field, JsonNode value, NinoxSettings.Choices by) {
    String word = value.asText();
    return field
        .choice(word)
        .filter(choice -> by != NinoxSettings.Choices.CAPTIONS || choice.caption().equals(word))
        .filter(choice -> by != NinoxSettings.Choices.IDS || choice.id().equals(word))
        .map(choice -> (JsonNode) TextNode.valueOf(choice.id()))
        .orElseThrow(() -> bad(field, value));
  }

  private static JsonNode multi(Field field, JsonNode value, NinoxSettings now) {
    if (now.multiText() ? !value.isTextual() : !value.isArray()) {
      throw bad(field, value);
    }
    ArrayNode words = Json.array();
    if (now.multiText()) {
      Stream.of(value.textValue().split(", ?")).forEach(words::add);
    } else {
      value.forEach(words::add);
    }
    ArrayNode ids = Json.array();
    words.forEach(one -> ids.add(choice(field, one, now.choices())));
    return ids;
  }

  private static boolean matches(Pattern form, JsonNode value) {
    return value.isTextual() && form.matcher(value.textValue()).matches();
  }

  private static JsonNode require(Field field, JsonNode value, boolean fits) {
    if (!fits) {
      throw bad(field, value);
    }
    return value;
  }

  private static UnwritableRow bad(Field field, JsonNode value) {
    return new UnwritableRow(
        "Field %s (%s) cannot hold %s".formatted(field.name(), field.type(), value));
  }

  /** A row cannot be written. */
  static final class UnwritableRow extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnwritableRow(String message) {
      super(message, null, false, false);
    }
  }
}
