package dev.caravan.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The readable part of an error body, whatever its form: Datto and Spring members, OAuth members,
 * RFC 7807 problem details, Atera's capital letters, a message inside an error, a text as JSON, the
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
  private static final Pattern TITLE =
      Pattern.compile("<title[^>]*>\\s*([^<]{1,200})", Pattern.CASE_INSENSITIVE);
  private static final ObjectMapper JSON = new ObjectMapper();

  private ErrorText() {}

  /**
   * One line of at most 2,048 characters, empty when the body says nothing.
   *
   * @param redact takes secrets out; before the cut, which could leave half of one
   */
  public static String of(@Nullable String body, UnaryOperator<String> redact) {
    if (body == null || body.isBlank()) {
      return "";
    }
    String text = body.strip();
    String readable =
        switch (text.charAt(0)) {
          case '{' -> members(text);
          case '<' -> title(text);
          case '"' -> quoted(text);
          default -> text;
        };
    String line = redact.apply(readable).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS) + "…";
  }

  /** A text as JSON. */
  private static String quoted(String text) {
    try {
      JsonNode value = JSON.readTree(text);
      return value.isTextual() ? value.textValue() : text;
    } catch (JsonProcessingException notJson) {
      return text;
    }
  }

  private static String title(String html) {
    Matcher matcher = TITLE.matcher(html.substring(0, Math.min(html.length(), 10_000)));
    return "an HTML page" + (matcher.find() ? " titled '" + matcher.group(1).strip() + "'" : "");
  }

  private static String members(String text) {
    try {
      JsonNode root = JSON.readTree(text);
      Set<String> found = new LinkedHashSet<>();
      MEMBERS.forEach(
          name -> {
            JsonNode value = root.path(name);
            if (value.isValueNode() && !value.asText().isBlank() && !value.isNull()) {
              found.add(value.asText());
            }
          });
      JsonNode nested = root.path("error").path("message");
      if (nested.isTextual() && !nested.textValue().isBlank()) {
        found.add(nested.textValue());
      }
      // ASP.NET puts the useful part, what is wrong with which field, into "errors".
      if (root.path("errors").isContainerNode() && !root.path("errors").isEmpty()) {
        found.add(root.path("errors").toString());
      }
      return found.isEmpty() ? text : String.join(": ", found);
    } catch (JsonProcessingException notJson) {
      return text;
    }
  }
}
