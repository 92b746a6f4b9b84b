package dev.caravan.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.IntUnaryOperator;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/**
 * What jq can say itself, but only at length: jackson-jq takes a text apart and together again to
 * change its case, copies a record member by member to leave one out, and walks a tree of
 * expressions to look at a type. A page has hundreds of records, so these take the place of its
 * own.
 */
final class NativeFunctions {
  private static final int CASE = 'a' - 'A';

  private NativeFunctions() {}

  static void add(Scope scope) {
    addCase(scope, "ascii_downcase", c -> c >= 'A' && c <= 'Z' ? c + CASE : c);
    addCase(scope, "ascii_upcase", c -> c >= 'a' && c <= 'z' ? c - CASE : c);
    scope.addFunction(
        "without",
        1,
        (inner, args, in, path, output, version) ->
            args.get(0).apply(inner, in, name -> output.emit(without(in, name), null)));
    scope.addFunction(
        "boolean",
        0,
        (inner, args, in, path, output, version) ->
            output.emit(in.isBoolean() ? in : NullNode.getInstance(), null));
    scope.addFunction(
        "truth", 0, (inner, args, in, path, output, version) -> output.emit(truth(in), null));
    scope.addFunction(
        "member",
        1,
        (inner, args, in, path, output, version) ->
            args.get(0).apply(inner, in, name -> output.emit(member(in, name), null)));
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

  private static JsonNode member(JsonNode in, JsonNode name) {
    JsonNode value = in.isObject() ? in.get(name.asText()) : null;
    return value == null ? NullNode.getInstance() : value;
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

  private static JsonNode without(JsonNode in, JsonNode name) throws JsonQueryException {
    if (!(in instanceof ObjectNode object) || !name.isTextual()) {
      throw new JsonQueryException(
          "without($name) takes a member from an object, not %s from %s"
              .formatted(name, in.getNodeType()));
    }
    if (!object.has(name.textValue())) {
      return object;
    }
    ObjectNode rest = object.objectNode();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (!member.getKey().equals(name.textValue())) {
        rest.set(member.getKey(), member.getValue());
      }
    }
    return rest;
  }
}
