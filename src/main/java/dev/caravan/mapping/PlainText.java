package dev.caravan.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.caravan.text.Names;
import dev.caravan.text.PrintableText;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
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

  /** What people see as one: a letter with its accents, an emoji of several. */
  private static final Pattern SIGN = Pattern.compile("\\X");

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
   * words unless a single word takes half the room, and never within a sign.
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
    return head(text, end).replaceFirst("[\\s,;:(–-]+$", "") + ELLIPSIS;
  }

  /** At most so many UTF-16 units, and no part of what people see as one sign. */
  private static String head(String text, int end) {
    int whole = 0;
    if (end > 0 && (text.charAt(end - 1) > '~' || text.charAt(end) > '~')) {
      Matcher sign = SIGN.matcher(text);
      while (sign.find() && sign.end() <= end) {
        whole = sign.end();
      }
    }
    return whole == 0 ? PrintableText.head(end, text) : text.substring(0, whole);
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
    int length = 0;
    for (int i = 0; i < text.length(); i += length) {
      int point = text.codePointAt(i);
      length = Character.charCount(point);
      if (isBlank(point)) {
        if (!folded.isEmpty() && folded.charAt(folded.length() - 1) != ' ') {
          folded.append(' ');
        }
      } else if (!isInvisible(point) || (isJoiner(point) && joins(folded, text, i + length))) {
        folded.appendCodePoint(point);
      }
    }
    return folded.toString().stripTrailing();
  }

  private static boolean isBlank(int point) {
    return Character.isWhitespace(point) || Character.isSpaceChar(point);
  }

  /** Parts of one emoji are joined by it, and letters of some alphabets joined or kept apart. */
  private static boolean isJoiner(int point) {
    return point == 0x200C || point == 0x200D;
  }

  private static boolean joins(StringBuilder before, String text, int after) {
    return !before.isEmpty()
        && isJoined(before.codePointBefore(before.length()))
        && after < text.length()
        && isJoined(text.codePointAt(after));
  }

  private static boolean isJoined(int point) {
    return point > '~' && !isBlank(point) && !isInvisible(point);
  }

  /** Direction marks, zero-width characters, control characters and halves of surrogate pairs. */
  private static boolean isInvisible(int point) {
    int type = Character.getType(point);
    return type == Character.FORMAT || type == Character.CONTROL || type == Character.SURROGATE;
  }
}
