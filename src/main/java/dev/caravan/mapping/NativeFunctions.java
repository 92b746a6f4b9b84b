package dev.caravan.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.IntUnaryOperator;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/**
 * What jq can say itself, but only at length: jackson-jq takes a text apart and together again to
 * change its case and walks a tree of expressions to look at a type. A page has hundreds of
 * records, so these take the place of its own.
 */
final class NativeFunctions {
  private static final int CASE = 'a' - 'A';

  private NativeFunctions() {}

  static void add(Scope scope) {
    addCase(scope, "ascii_downcase", NativeFunctions::small);
    addCase(scope, "ascii_upcase", c -> c >= 'a' && c <= 'z' ? c - CASE : c);
    scope.addFunction(
        "boolean",
        0,
        (inner, args, in, path, output, version) ->
            output.emit(in.isBoolean() ? in : NullNode.getInstance(), null));
    scope.addFunction(
        "truth", 0, (inner, args, in, path, output, version) -> output.emit(truth(in), null));
    scope.addFunction(
        "joined",
        1,
        (inner, args, in, path, output, version) ->
            args.get(0).apply(inner, in, separator -> output.emit(joined(in, separator), null)));
  }

  private static void addCase(Scope scope, String name, IntUnaryOperator change) {
    scope.addFunction(
        name,
        0,
        (inner, args, in, path, output, version) -> {
          if (!in.isTextual()) {
            throw new JsonQueryException(
                "%s needs text, not %s; use tostring before it".formatted(name, in.getNodeType()));
          }
          output.emit(TextNode.valueOf(changed(in.textValue(), change)), null);
        });
  }

  /** With small letters for the capitals from A to Z. */
  static String lower(String text) {
    return changed(text, NativeFunctions::small);
  }

  private static int small(int letter) {
    return letter >= 'A' && letter <= 'Z' ? letter + CASE : letter;
  }

  private static String changed(String text, IntUnaryOperator change) {
    char[] chars = text.toCharArray();
    for (int i = 0; i < chars.length; i++) {
      chars[i] = (char) change.applyAsInt(chars[i]);
    }
    return new String(chars);
  }

  private static JsonNode truth(JsonNode in) {
    return switch (in.isNumber() ? in.asText() : in.asText().strip().toLowerCase(Locale.ROOT)) {
      case "true", "1" -> BooleanNode.TRUE;
      case "false", "0" -> BooleanNode.FALSE;
      default -> NullNode.getInstance();
    };
  }

  private static JsonNode joined(JsonNode in, JsonNode separator) throws JsonQueryException {
    if (!in.isArray() || !separator.isTextual()) {
      throw new JsonQueryException(
          "joined($separator) needs an array and a text, not %s and %s"
              .formatted(in.getNodeType(), separator.getNodeType()));
    }
    StringJoiner said = new StringJoiner(separator.textValue());
    boolean any = false;
    for (JsonNode value : in) {
      if (value.isContainerNode()) {
        throw new JsonQueryException("joined($separator) needs texts, not " + value.getNodeType());
      }
      if (!value.isNull() && !value.asText().isEmpty()) {
        said.add(value.asText());
        any = true;
      }
    }
    return any ? TextNode.valueOf(said.toString()) : NullNode.getInstance();
  }
}
