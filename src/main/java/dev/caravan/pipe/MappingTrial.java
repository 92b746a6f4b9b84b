package dev.caravan.pipe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.caravan.mapping.AccountSettings;
import dev.caravan.mapping.ContactBook;
import dev.caravan.mapping.FunctionFiles;
import dev.caravan.mapping.JqScope;
import dev.caravan.text.Flaw;
import dev.caravan.text.Similar;
import dev.caravan.vendor.RouteFolders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/**
 * Tries an operator's mapping on no record and on one that has whatever a canonical record may
 * have, so that what would stop every page is said before the first. A mapping that fails otherwise
 * may want more than the sample has, and is left to the records themselves. Not thread-safe.
 */
final class MappingTrial {
  private static final Pattern NO_FUNCTION =
      Pattern.compile("Function (\\w+)/(\\d+) does not exist");

  /** What Camel adds to a scope, each with one argument; here they know nothing. */
  private static final List<String> OF_CAMEL =
      List.of("variable", "header", "property", "constant");

  /** The members of docs/records.md. */
  private static final String RECORD =
      """
      {"key":"sample","account":"sample","vendor":"sample","site":{"id":"1","name":"Site"},
       "device":{"id":"1","name":"Device"},"severity":"minor","title":"Title","titleVaries":false,
       "message":"Message","condition":"Condition","openedAt":"2026-01-01T00:00:00Z",
       "resolvedAt":null,"over":false,"url":null,"name":"Name","os":"OS","kind":"server",
       "online":true,"lastSeen":"2026-01-01T00:00:00Z","ip":"10.0.0.4","serial":"1",
       "manufacturer":"Maker","model":"Model","user":"user","patchStatus":"Fully patched",
       "antivirus":"Product","description":"Description","devices":1,"devicesOnline":1,
       "company":{"id":"1","name":"Company"},"number":"1","status":"Open","priority":"High",
       "impact":"Minor","type":"Incident","origin":"API","marker":null,
       "contact":{"id":"1","name":"Contact","email":"a@example.test"},
       "technician":{"id":"1","name":"Technician"},"createdAt":"2026-01-01T00:00:00Z",
       "changedAt":"2026-01-01T00:00:00Z","firstName":"First","lastName":"Last",
       "email":"a@example.test","phone":"1","jobTitle":"Title","main":true,
       "fields":{"Title":"Title","Description":"Text","Priority":"High","Status":"Open"},
       "raw":{}}
      """;

  private final Scope scope;

  /**
   * @throws IllegalStateException if a file of functions is none
   */
  MappingTrial(RouteFolders routes) {
    scope =
        JqScope.create(
            ContactBook.EMPTY,
            AccountSettings.NONE,
            UnaryOperator.identity(),
            routes.files(FunctionFiles.GLOB));
    OF_CAMEL.forEach(
        name ->
            Stream.of(1, 2)
                .forEach(
                    count ->
                        scope.addFunction(
                            name,
                            count,
                            (inner, args, in, path, output, version) ->
                                output.emit(NullNode.getInstance(), null))));
  }

  /** What would stop every page. */
  Optional<Flaw> of(Path file, String text, JsonQuery mapping) {
    ArrayNode page = sample();
    return tried(file, text, mapping, page.arrayNode()).or(() -> tried(file, text, mapping, page));
  }

  private Optional<Flaw> tried(Path file, String text, JsonQuery mapping, ArrayNode page) {
    List<JsonNode> answers = new ArrayList<>();
    try {
      mapping.apply(Scope.newChildScope(scope), page, answers::add);
    } catch (JsonQueryException | RuntimeException | StackOverflowError e) {
      return unknownFunction(file, text, e);
    }
    if (answers.size() == 1 && answers.get(0).isArray()) {
      return Optional.empty();
    }
    String what =
        answers.isEmpty()
            ? "nothing"
            : answers.size() > 1
                ? answers.size() + " values"
                : switch (answers.get(0).getNodeType()) {
                  case NUMBER -> "a number";
                  case STRING -> "a text";
                  case OBJECT -> "an object";
                  default -> answers.get(0).asText();
                };
    return Optional.of(
        new Flaw(
            file,
            lastLine(text),
            "answers %s where a page of %s is one array"
                .formatted(what, page.isEmpty() ? "no records" : "records"),
            "end it with map(…), which answers one object for each record"));
  }

  private Optional<Flaw> unknownFunction(Path file, String text, Throwable failure) {
    Matcher function = NO_FUNCTION.matcher(String.valueOf(failure.getMessage()));
    if (!function.find()) {
      return Optional.empty();
    }
    String name = function.group(1);
    String hint =
        Similar.to(name, new TreeSet<>(names()))
            .map("did you mean %s?"::formatted)
            .orElse("docs/records.md lists those that there are");
    return Optional.of(
        new Flaw(file, line(text, name), "cannot map a page: " + function.group(), hint));
  }

  private List<String> names() {
    return scope.getLocalFunctions().keySet().stream()
        .map(name -> name.replaceFirst("/.*", ""))
        .filter(name -> !name.startsWith("_"))
        .toList();
  }

  /** Where it is called first, comments left out; 0 where that is in another file. */
  private static int line(String text, String name) {
    Pattern call = Pattern.compile("(?<![\\w.$\"])" + Pattern.quote(name) + "(?!\\w)");
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (call.matcher(lines.get(i).replaceFirst("^\\s*#.*", "")).find()) {
        return i + 1;
      }
    }
    return 0;
  }

  private static int lastLine(String text) {
    return (int) text.stripTrailing().lines().count();
  }

  private static ArrayNode sample() {
    try {
      ArrayNode page = new ObjectMapper().createArrayNode();
      return page.add(new ObjectMapper().readTree(RECORD));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
