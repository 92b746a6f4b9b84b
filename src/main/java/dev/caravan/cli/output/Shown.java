package dev.caravan.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.text.PrintableText;

/**
 * What a vendor or a person wrote, fit to be printed: without secrets, and without what would move
 * a terminal's cursor, turn the direction of reading or begin a line of its own. Thread-safe.
 */
public final class Shown {
  private Shown() {}

  /** As a part of one line. */
  public static String line(String text) {
    return PrintableText.line(Secrets.removeFrom(text));
  }

  /** As any number of lines. */
  public static String lines(String text) {
    return PrintableText.lines(Secrets.removeFrom(text));
  }

  /** As JSON in one line, which says the same by its escapes. */
  public static String json(JsonNode tree) {
    return PrintableText.line(tree.toString());
  }
}
