package dev.caravan.call;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.text.PrintableText;
import dev.caravan.text.Redaction;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The readable part of an error body, whatever its form: Spring's members, OAuth's, RFC 7807
 * problem details, members with capital letters, a message inside an error, a text as JSON, the
 * title of an HTML page, plain text, nothing.
 */
public final class ErrorText {
  /** Enough for every error seen, too little to carry a record into a log. */
  static final int MOST_CHARACTERS = 2_048;

  private static final List<String> MEMBERS =
      List.of(
          "error",
          "errorCode",
          "ErrorCode",
          "title",
          "error_description",
          "message",
          "Message",
          "detail");

  /** ASP.NET puts the useful part, what is wrong with which field, into it. */
  private static final String ALL = "errors";

  private static final String NESTED = "error.message";
  private static final Pattern TITLE =
      Pattern.compile("<title[^>]*>\\s*([^<]{1,200})", Pattern.CASE_INSENSITIVE);
  private static final ObjectMapper JSON = new ObjectMapper();

  private ErrorText() {}

  /** What is looked at of a body: what says something stands at its beginning. */
  private static final int MOST_READ = 32_768;

  /**
   * One line of at most 2,048 characters, empty when the body says nothing.
   *
   * @param redaction takes secrets out before the cut, which could leave half of one
   */
  public static String of(@Nullable String body, Redaction redaction) {
    if (body == null || body.isBlank()) {
      return "";
    }
    String text = body.substring(0, Math.min(body.length(), MOST_READ + 1)).strip();
    String readable =
        switch (text.isEmpty() ? ' ' : text.charAt(0)) {
          case '{' -> members(text);
          case '<' -> title(text);
          case '"' -> quoted(text);
          default -> text;
        };
    String line = PrintableText.line(redaction.cleanHead(readable, MOST_READ)).strip();
    return PrintableText.atMost(MOST_CHARACTERS, line);
  }

  /** A text as JSON. */
  private static String quoted(String text) {
    try (JsonParser parser = JSON.getFactory().createParser(text)) {
      return parser.nextToken() == JsonToken.VALUE_STRING ? parser.getText() : text;
    } catch (IOException notJson) {
      return text;
    }
  }

  private static String title(String html) {
    Matcher matcher = TITLE.matcher(html);
    return "an HTML page" + (matcher.find() ? " titled '" + matcher.group(1).strip() + "'" : "");
  }

  private static String members(String text) {
    Map<String, String> found = new LinkedHashMap<>();
    try (JsonParser parser = JSON.getFactory().createParser(text)) {
      parser.nextToken();
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        parser.nextToken();
        read(parser, name, found);
      }
    } catch (IOException cutOrNoJson) {
      // What was found before that counts.
    }
    Set<String> said = new LinkedHashSet<>();
    Stream.concat(MEMBERS.stream(), Stream.of(NESTED, ALL))
        .map(found::get)
        .filter(Objects::nonNull)
        .forEach(said::add);
    return said.isEmpty() ? text : String.join(": ", said);
  }

  private static void read(JsonParser parser, String name, Map<String, String> found)
      throws IOException {
    if (parser.currentToken().isScalarValue()) {
      String value = parser.getText();
      if (MEMBERS.contains(name)
          && parser.currentToken() != JsonToken.VALUE_NULL
          && !value.isBlank()) {
        found.putIfAbsent(name, value);
      }
    } else if (name.equals("error") || name.equals(ALL)) {
      JsonNode tree = JSON.readTree(parser);
      String message = tree.path("message").asText();
      if (name.equals("error") && !message.isBlank()) {
        found.putIfAbsent(NESTED, message);
      } else if (name.equals(ALL) && !tree.isEmpty()) {
        found.putIfAbsent(ALL, tree.toString());
      }
    } else {
      parser.skipChildren();
    }
  }
}
