package dev.caravan.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A text without the escapes of JSON, HTML, addresses and forms, of which each character knows what
 * it was written as. Where something may be an escape or not, it is taken for one. Immutable.
 */
final class DecodedText {
  private static final Map<String, Character> ENTITIES =
      Map.ofEntries(
          Map.entry("amp", '&'),
          Map.entry("lt", '<'),
          Map.entry("gt", '>'),
          Map.entry("quot", '"'),
          Map.entry("apos", '\''),
          Map.entry("plus", '+'),
          Map.entry("sol", '/'),
          Map.entry("bsol", '\\'),
          Map.entry("equals", '='),
          Map.entry("percnt", '%'),
          Map.entry("num", '#'),
          Map.entry("commat", '@'),
          Map.entry("colon", ':'),
          Map.entry("excl", '!'),
          Map.entry("dollar", '$'),
          Map.entry("nbsp", ' '));

  private static final int LONGEST_ENTITY = 9;

  private final String text;

  /** What is looked through. */
  private final String plain;

  private final int[] begins;
  private final int[] ends;

  private DecodedText(String text, int[] begins, int[] ends) {
    this.text = text;
    this.plain = searched(text);
    this.begins = begins;
    this.ends = ends;
  }

  /** A text as it is written. */
  static DecodedText of(String written) {
    int[] begins = new int[written.length()];
    int[] ends = new int[written.length()];
    for (int i = 0; i < begins.length; i++) {
      begins[i] = i;
      ends[i] = i + 1;
    }
    return new DecodedText(written, begins, ends);
  }

  /** Whether anything in it may be an escape. */
  static boolean mayHoldEscapes(String text) {
    return text.indexOf('\\') >= 0 || text.indexOf('%') >= 0 || text.indexOf('&') >= 0;
  }

  /** The same with one layer of escapes less. */
  DecodedText decoded() {
    StringBuilder out = new StringBuilder(text.length());
    int[] from = new int[text.length()];
    int[] to = new int[text.length()];
    int at = 0;
    while (at < text.length()) {
      int before = out.length();
      int length = append(at, out);
      for (int i = before; i < out.length(); i++) {
        from[i] = begins[at];
        to[i] = ends[at + length - 1];
      }
      at += length;
    }
    return new DecodedText(out.toString(), from, to);
  }

  /** A text as {@link #find} takes it: a plus may be the blank of a form. */
  static String searched(String text) {
    return text.replace('+', ' ');
  }

  /** The first place of a text from one on; negative where there is none. */
  int find(String searched, int from) {
    return plain.indexOf(searched, from);
  }

  /** Where the characters from one place to another begin in what was written. */
  int begin(int place) {
    return begins[place];
  }

  /** Where what ends before a place ended in what was written. */
  int end(int place) {
    return ends[place - 1];
  }

  /** Appends what is written at a place and says how many characters that took. */
  private int append(int at, StringBuilder out) {
    char first = text.charAt(at);
    int length =
        switch (first) {
          case '\\' -> backslash(at, out);
          case '%' -> percent(at, out);
          case '&' -> entity(at, out);
          default -> 0;
        };
    if (length == 0) {
      out.append(first);
      return 1;
    }
    return length;
  }

  private int backslash(int at, StringBuilder out) {
    if (at + 1 == text.length()) {
      return 0;
    }
    char next = text.charAt(at + 1);
    if (next == 'u') {
      int unit = number(at + 2, at + 6, 16);
      return unit < 0 ? 0 : append(out, (char) unit, 6);
    }
    int plainIndex = "\"\\/'&<>".indexOf(next);
    return plainIndex < 0 ? 0 : append(out, next, 2);
  }

  /** One character, of whose bytes each is written so. */
  private int percent(int at, StringBuilder out) {
    int first = number(at + 1, at + 3, 16);
    if (first < 0) {
      return 0;
    }
    int bytes = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    byte[] utf8 = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      int start = at + 3 * i;
      int value =
          start < text.length() && text.charAt(start) == '%'
              ? number(start + 1, start + 3, 16)
              : -1;
      if (value < 0) {
        return append(out, (char) first, 3);
      }
      utf8[i] = (byte) value;
    }
    try {
      CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
      out.append(decoded);
      return 3 * bytes;
    } catch (CharacterCodingException notUtf8) {
      return append(out, (char) first, 3);
    }
  }

  private int entity(int at, StringBuilder out) {
    int end = text.indexOf(";", at);
    if (end < 0 || end - at > LONGEST_ENTITY) {
      return 0;
    }
    int length = end - at + 1;
    if (text.charAt(at + 1) == '#') {
      boolean hex = at + 2 < end && Character.toLowerCase(text.charAt(at + 2)) == 'x';
      int point = hex ? number(at + 3, end, 16) : number(at + 2, end, 10);
      if (point < 0 || !Character.isValidCodePoint(point)) {
        return 0;
      }
      out.appendCodePoint(point);
      return length;
    }
    Character named = ENTITIES.get(text.substring(at + 1, end));
    return named == null ? 0 : append(out, named, length);
  }

  private static int append(StringBuilder out, char unit, int length) {
    out.append(unit);
    return length;
  }

  /** The number between two places; negative where there is none. */
  private int number(int from, int to, int radix) {
    if (to > text.length() || from >= to) {
      return -1;
    }
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = Character.digit(text.charAt(i), radix);
      if (digit < 0 || text.charAt(i) > 'f') {
        return -1;
      }
      number = number * radix + digit;
    }
    return number;
  }
}
