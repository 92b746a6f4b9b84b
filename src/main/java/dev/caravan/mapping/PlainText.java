package dev.caravan.mapping;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.parser.Parser;

/** Turns a vendor's text into text that people can read in a ticket. Stateless. */
final class PlainText {
  private static final Pattern LINE_BREAK = Pattern.compile("\\R");
  private static final Pattern WORD_BREAK =
      Pattern.compile("[_\\s]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
  private static final char ELLIPSIS = '…';

  private PlainText() {}

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
    if (end > 0
        && Character.isHighSurrogate(text.charAt(end - 1))
        && Character.isLowSurrogate(text.charAt(end))) {
      end--;
    }
    return text.substring(0, end).replaceFirst("[\\s,;:(–-]+$", "") + ELLIPSIS;
  }

  /** Names made for machines as words: {@code diskName}, {@code ABOVE_THRESHOLD}. */
  static String words(String name) {
    return folded(WORD_BREAK.matcher(name).replaceAll(" ")).toLowerCase(Locale.ROOT);
  }

  private static String decoded(String text) {
    // As in an attribute: "&copy=2" within an address is left alone, "&copy;" is not.
    return text.indexOf('&') < 0 ? text : Parser.unescapeEntities(text, true);
  }

  private static String folded(String text) {
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
