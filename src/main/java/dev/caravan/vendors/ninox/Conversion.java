package dev.caravan.vendors.ninox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.caravan.text.Instants;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Gives a mapped value the form that a column takes. Pure. A word that is none of a column's
 * choices goes as it is: Ninox says what is wrong with it, and the row becomes a dead letter with
 * these words.
 */
final class Conversion {
  /** In a date or time column: the moment of the write. */
  static final String NOW = "now";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Conversion() {}

  /**
   * The value in the column's form; null when it has none, such as a text in a column of numbers.
   */
  static @Nullable JsonNode convert(Column column, JsonNode value, Instant now) {
    if (value.isNull() || (value.isTextual() && value.textValue().isEmpty())) {
      return NullNode.getInstance();
    }
    return switch (column.type()) {
      case "number" -> number(value);
      case "ref" -> reference(value);
      case "boolean" -> bool(value);
      case "date" -> moment(value, now, false);
      case "timestamp", "datetime" -> moment(value, now, true);
      case "choice" -> choice(column, value);
      case "multi" -> multi(column, value);
      default -> text(value);
    };
  }

  private static JsonNode text(JsonNode value) {
    return value.isTextual()
        ? value
        : TextNode.valueOf(value.isValueNode() ? value.asText() : value.toString());
  }

  private static @Nullable JsonNode number(JsonNode value) {
    if (value.isBoolean()) {
      return JSON.numberNode(value.booleanValue() ? 1 : 0);
    }
    if (!value.isTextual()) {
      return value.isNumber() ? value : null;
    }
    try {
      return DecimalNode.valueOf(new BigDecimal(value.textValue().strip()));
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }

  /** The number of a row of another table. */
  private static @Nullable JsonNode reference(JsonNode value) {
    String row = value.asText().strip();
    return row.matches("\\d{1,18}") ? JSON.numberNode(Long.parseLong(row)) : null;
  }

  private static @Nullable JsonNode bool(JsonNode value) {
    if (value.isNumber()) {
      return BooleanNode.valueOf(value.doubleValue() != 0);
    }
    return switch (value.asText().strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "online" -> BooleanNode.TRUE;
      case "false", "no", "offline" -> BooleanNode.FALSE;
      default -> null;
    };
  }

  private static @Nullable JsonNode moment(JsonNode value, Instant now, boolean withTime) {
    String text = value.asText();
    Instant instant = NOW.equals(text) ? now : Instants.ofIso(text);
    if (instant == null) {
      return null;
    }
    return TextNode.valueOf(
        withTime
            ? stamp(instant.truncatedTo(ChronoUnit.SECONDS))
            : LocalDate.ofInstant(instant, ZoneOffset.UTC).toString());
  }

  /** Ninox writes moments in UTC without saying so, and without fractions. */
  private static String stamp(Instant second) {
    String text = Instants.text(second);
    return text.substring(0, text.length() - 1);
  }

  private static JsonNode choice(Column column, JsonNode value) {
    return TextNode.valueOf(column.written(value.asText()));
  }

  private static JsonNode multi(Column column, JsonNode value) {
    ArrayNode choices = JSON.arrayNode();
    if (value.isArray()) {
      value.forEach(one -> choices.add(choice(column, one)));
    } else {
      choices.add(choice(column, value));
    }
    if (!column.forms().severalAsText()) {
      return choices;
    }
    List<String> words = new ArrayList<>();
    choices.forEach(one -> words.add(one.asText()));
    return TextNode.valueOf(String.join(", ", words));
  }
}
