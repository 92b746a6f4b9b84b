package dev.caravan.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.caravan.text.Names;
import dev.caravan.text.PrintableText;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/** Turns a vendor's text into text that people can read in a ticket. Stateless. */
final class PlainText {
  private static final Pattern LINE_BREAK = Pattern.compile("\\R");
  private static final Pattern HTML_BREAK =
      Pattern.compile("<(?:br|/p|/div|/li|/tr|/h[1-6])\\b[^>]*>", Pattern.CASE_INSENSITIVE);
  private static final Pattern HTML_TAG = Pattern.compile("<[^>]*>");

  /** More than any head of a text takes, with whatever a vendor wraps it in. */
  private static final int HEAD = 2_000;

  private static final char ELLIPSIS = '…';

  private PlainText() {}

  /**
   * Any JSON value as one line; null where nothing is left to read. Lists are joined by commas,
   * members are {@code name: value}.
   */
  static @Nullable String of(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> blankAsNull(line(value.textValue()));
      case NUMBER -> number(value);
      case BOOLEAN -> value.asText();
      case ARRAY -> joined(StreamSupport.stream(value.spliterator(), false).map(PlainText::of));
      case OBJECT ->
          joined(
              value.properties().stream()
                  .map(member -> line(member.getKey()) + ": " + or(of(member.getValue()), "-")));
      default -> null;
    };
  }

  /** The same as a JSON value: the value itself where it is such a text. */
  static JsonNode node(JsonNode value) {
    String text = of(value);
    if (text == null) {
      return NullNode.getInstance();
    }
    return value.isTextual() && text.equals(value.textValue()) ? value : TextNode.valueOf(text);
  }

  private static String number(JsonNode value) {
    return Double.isFinite(value.doubleValue())
        ? value.decimalValue().stripTrailingZeros().toPlainString()
        : value.asText();
  }

  private static @Nullable String joined(Stream<@Nullable String> parts) {
    return blankAsNull(parts.filter(Objects::nonNull).collect(Collectors.joining(", ")));
  }

  private static @Nullable String blankAsNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static String or(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }

  /** One line: entities decoded, invisible and control characters gone, white space folded. */
  static String line(String text) {
    return folded(decoded(text));
  }

  /** As {@link #line}, but line by line; at most one empty line in a row, none at either end. */
  static String lines(String text) {
    return LINE_BREAK
        .splitAsStream(decoded(text))
        .map(PlainText::folded)
        .collect(Collectors.joining("\n"))
        .strip()
        .replaceAll("\n{3,}", "\n\n");
  }

  /** The first line with something in it, without the tags of HTML; empty where there is none. */
  static String firstLineOfHtml(String html) {
    String head = html.substring(0, Math.min(html.length(), HEAD));
    String text = HTML_TAG.matcher(HTML_BREAK.matcher(head).replaceAll("\n")).replaceAll("");
    return lines(text).lines().findFirst().orElse("");
  }

  /**
   * At most {@code max} UTF-16 units, with an ellipsis where something is missing. Cuts between
   * words unless a single word takes half the room, and never within a surrogate pair.
   */
  static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = max - 1;
    for (int space = end; space > max / 2; space--) {
      if (Character.isWhitespace(text.charAt(space))) {
        end = space;
        break;
      }
    }
    return PrintableText.head(end, text).replaceFirst("[\\s,;:(–-]+$", "") + ELLIPSIS;
  }

  /** Names made for machines as words: {@code diskName}, {@code ABOVE_THRESHOLD}. */
  static String words(String name) {
    StringBuilder words = new StringBuilder(name.length() + 8);
    for (int i = 0; i < name.length(); i++) {
      char letter = name.charAt(i);
      if (i > 0 && isCapital(letter) && endsWord(name, i - 1)) {
        words.append(' ');
      }
      words.append(letter == '_' ? ' ' : letter);
    }
    return folded(words.toString()).toLowerCase(Locale.ROOT);
  }

  /** Whether a word ends there, before a capital: {@code disk|Name}, {@code CPU|Usage}. */
  private static boolean endsWord(String name, int at) {
    char letter = name.charAt(at);
    boolean small = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
    int second = at + 2;
    return small
        || (isCapital(letter)
            && second < name.length()
            && name.charAt(second) >= 'a'
            && name.charAt(second) <= 'z');
  }

  private static boolean isCapital(char letter) {
    return letter >= 'A' && letter <= 'Z';
  }

  /** With a capital first letter, of whatever alphabet has such. */
  static String sentenceCase(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int first = text.codePointAt(0);
    return Character.toString(Character.toTitleCase(first))
        + text.substring(Character.charCount(first));
  }

  private static String decoded(String text) {
    // As in an attribute: "&copy=2" within an address is left alone, "&copy;" is not.
    return text.indexOf('&') < 0 ? text : Parser.unescapeEntities(text, true);
  }

  private static String folded(String text) {
    if (Names.isPlain(text)) {
      return text;
    }
    StringBuilder folded = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              if (Character.isWhitespace(point) || Character.isSpaceChar(point)) {
                if (folded.length() > 0 && folded.charAt(folded.length() - 1) != ' ') {
                  folded.append(' ');
                }
              } else if (!isInvisible(point)) {
                folded.appendCodePoint(point);
              }
            });
    return folded.toString().stripTrailing();
  }

  /** Direction marks, zero-width characters, control characters and halves of surrogate pairs. */
  private static boolean isInvisible(int point) {
    int type = Character.getType(point);
    return type == Character.FORMAT || type == Character.CONTROL || type == Character.SURROGATE;
  }
}
