package dev.caravan.cli.output;

import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * Lines for a person, each with a word in front that says who speaks; in colours on a terminal
 * only. Thread-safe.
 */
public final class Screen {
  private final PrintWriter out;
  private final boolean colours;

  public Screen(PrintWriter out) {
    this(out, Ansi.AUTO.enabled());
  }

  private Screen(PrintWriter out, boolean colours) {
    this.out = out;
    this.colours = colours;
  }

  /** One line; the speaker in a column of its own. */
  public void say(String speaker, Style colour, String text) {
    String first = String.format(Locale.ROOT, "%-8s", speaker);
    line(paint(colour, first) + text);
  }

  public synchronized void line(String text) {
    out.println(text);
    out.flush();
  }

  public String paint(Style colour, String text) {
    return colours ? colour.on() + text + colour.off() : text;
  }
}
