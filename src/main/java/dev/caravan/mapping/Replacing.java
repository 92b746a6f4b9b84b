package dev.caravan.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/**
 * {@code replaced}, and jq's {@code gsub}. That of jackson-jq calls itself for each match, so that
 * a text of some thousand signs with many of them in it, such as markup, ended in a
 * StackOverflowError.
 */
final class Replacing {
  private static final JsonQuery MATCHES = matches();

  private Replacing() {}

  static void add(Scope scope) {
    scope.addFunction(
        "replaced",
        1,
        (inner, args, in, path, output, version) ->
            args.get(0).apply(inner, in, signs -> output.emit(replaced(in, signs), null)));
    scope.addFunction(
        "gsub",
        2,
        (inner, args, in, path, output, version) ->
            replace(inner, args, in, TextNode.valueOf("g"), output));
    scope.addFunction(
        "gsub",
        3,
        (inner, args, in, path, output, version) ->
            args.get(2)
                .apply(
                    inner,
                    in,
                    flags ->
                        replace(inner, args, in, TextNode.valueOf(flags.asText() + "g"), output)));
  }

  /** One after the other; null stays null. */
  private static JsonNode replaced(JsonNode in, JsonNode signs) throws JsonQueryException {
    if (in.isNull()) {
      return in;
    }
    String text = textOf("replaced", in);
    for (Map.Entry<String, JsonNode> sign : signs.properties()) {
      text = text.replace(sign.getKey(), sign.getValue().asText());
    }
    return TextNode.valueOf(text);
  }

  private static String textOf(String function, JsonNode in) throws JsonQueryException {
    if (!in.isTextual()) {
      throw new JsonQueryException(
          "%s needs text, not %s; use tostring before it".formatted(function, in.getNodeType()));
    }
    return in.textValue();
  }

  private static JsonQuery matches() {
    try {
      return JsonQuery.compile("match($pattern; $flags)", Versions.JQ_1_7);
    } catch (JsonQueryException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void replace(
      Scope scope, List<Expression> args, JsonNode in, JsonNode flags, PathOutput output)
      throws JsonQueryException {
    String text = textOf("gsub", in);
    args.get(0)
        .apply(
            scope,
            in,
            pattern -> {
              Scope inside = Scope.newChildScope(scope);
              inside.setValue("pattern", pattern);
              inside.setValue("flags", flags);
              List<JsonNode> matches = new ArrayList<>();
              MATCHES.apply(inside, in, matches::add);
              for (StringBuilder one : replaced(text, matches, scope, args.get(1))) {
                output.emit(TextNode.valueOf(one.toString()), null);
              }
            });
  }

  /** One text; several where the expression gives several for a match, none where it gives none. */
  private static List<StringBuilder> replaced(
      String text, List<JsonNode> matches, Scope scope, Expression with) throws JsonQueryException {
    List<StringBuilder> all = new ArrayList<>(List.of(new StringBuilder()));
    int at = 0;
    int points = 0;
    for (JsonNode match : matches) {
      // jq counts code points, Java UTF-16 units.
      int offset = match.path("offset").intValue();
      int begin = text.offsetByCodePoints(at, offset - points);
      String between = text.substring(at, begin);
      List<String> replacements = new ArrayList<>();
      with.apply(scope, captures(match), replacement -> replacements.add(replacement.asText()));
      all = each(all, between, replacements);
      points = offset + match.path("length").intValue();
      at = begin + match.path("string").asText().length();
    }
    String rest = text.substring(at);
    all.forEach(one -> one.append(rest));
    return all;
  }

  private static List<StringBuilder> each(
      List<StringBuilder> all, String between, List<String> replacements) {
    if (replacements.size() == 1) {
      all.forEach(one -> one.append(between).append(replacements.get(0)));
      return all;
    }
    List<StringBuilder> more = new ArrayList<>();
    for (StringBuilder one : all) {
      for (String replacement : replacements) {
        more.add(new StringBuilder(one).append(between).append(replacement));
      }
    }
    return more;
  }

  /** What the replacement sees: the named groups. */
  private static ObjectNode captures(JsonNode match) {
    ObjectNode captures = ((ObjectNode) match).objectNode();
    for (JsonNode capture : match.path("captures")) {
      if (capture.path("name").isTextual()) {
        captures.set(capture.path("name").textValue(), capture.path("string"));
      }
    }
    return captures;
  }
}
