package dev.caravan.cli;

import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * Lines for a person, each with a word in front that says who speaks; in colours on a terminal
 * only. Thread-safe.
 */
final class Screen {
  private final PrintWriter out;
  private final boolean colours;

  Screen(PrintWriter out) {
    this(out, Ansi.AUTO.enabled());
  }

  Screen(PrintWriter out, boolean colours) {
    this.out = out;
    this.colours = colours;
  }

  /** One line; the speaker in a column of its own. */
  void say(String speaker, Style colour, String text) {
    String first = String.format(Locale.ROOT, "%-8s", speaker);
    line(paint(colour, first) + text);
  }

  synchronized void line(String text) {
    out.println(text);
    out.flush();
  }

  String paint(Style colour, String text) {
    return colours ? colour.on() + text + colour.off() : text;
  }
}
