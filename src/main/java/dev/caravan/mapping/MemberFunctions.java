package dev.caravan.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.UnaryOperator;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.jspecify.annotations.Nullable;

/**
 * What jq does member by member, done for all members of a record at once: an object in jq costs
 * three look-ups and a chain of calls for each of them, and every function a search for its name.
 */
final class MemberFunctions {
  private MemberFunctions() {}

  @FunctionalInterface
  private interface WithArgument {
    JsonNode of(JsonNode in, JsonNode argument) throws JsonQueryException;
  }

  static void add(Scope scope) {
    add(scope, "member", (in, name) -> member(in, name.asText()));
    add(scope, "without", MemberFunctions::without);
    add(scope, "shaped", (in, shape) -> shaped(in, shape, value -> value));
    add(scope, "texts", (in, shape) -> shaped(in, shape, PlainText::node));
  }

  private static void add(Scope scope, String name, WithArgument function) {
    scope.addFunction(
        name,
        1,
        (inner, args, in, path, output, version) ->
            args.get(0).apply(inner, in, argument -> output.emit(function.of(in, argument), null)));
  }

  private static JsonNode member(JsonNode in, String name) {
    JsonNode value = in.isObject() ? in.get(name) : null;
    return value == null ? NullNode.getInstance() : value;
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

  /** The shape with a value in place of each name, and of each array of names that lead to one. */
  private static JsonNode shaped(JsonNode in, JsonNode shape, UnaryOperator<JsonNode> form)
      throws JsonQueryException {
    if (shape instanceof ObjectNode members) {
      ObjectNode shaped = members.objectNode();
      for (Map.Entry<String, JsonNode> member : members.properties()) {
        if (!isLeftOut(in, member.getValue())) {
          shaped.set(member.getKey(), shaped(in, member.getValue(), form));
        }
      }
      return shaped;
    }
    if (shape.isTextual()) {
      return form.apply(member(in, name(shape.textValue())));
    }
    if (!shape.isArray()) {
      throw new JsonQueryException(
          "A shape has names, arrays of names and objects of such, not " + shape);
    }
    JsonNode value = in;
    for (JsonNode name : shape) {
      value = member(value, name(name.asText()));
    }
    return form.apply(value);
  }

  /** What a record may lack has a question mark behind its name, the last one of several. */
  private static boolean isLeftOut(JsonNode in, JsonNode name) {
    if (!name.isArray()) {
      return isOptional(name.textValue()) && !in.has(name(name.textValue()));
    }
    JsonNode holder = in;
    for (int i = 0; i < name.size() - 1; i++) {
      holder = member(holder, name.get(i).asText());
    }
    JsonNode last = name.path(name.size() - 1);
    return isOptional(last.textValue()) && !holder.has(name(last.textValue()));
  }

  private static boolean isOptional(@Nullable String name) {
    return name != null && name.endsWith("?");
  }

  private static String name(String name) {
    return isOptional(name) ? name.substring(0, name.length() - 1) : name;
  }
}
