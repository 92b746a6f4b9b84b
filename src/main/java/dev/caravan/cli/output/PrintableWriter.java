package dev.caravan.cli.output;

import dev.caravan.text.PrintableText;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The last door to the standard streams: whatever a command prints, no control character passes but
 * breaks, tabs and, where there are colours at all, those of colours. Thread-safe as its target is.
 */
public final class PrintableWriter extends FilterWriter {
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[\\d;]*m");

  private final boolean colours;

  public PrintableWriter(Writer out, boolean colours) {
    super(out);
    this.colours = colours;
  }

  @Override
  public void write(int unit) throws IOException {
    write(String.valueOf((char) unit));
  }

  @Override
  public void write(char[] units, int from, int length) throws IOException {
    write(new String(units, from, length));
  }

  @Override
  public void write(String text, int from, int length) throws IOException {
    out.write(printable(text.substring(from, from + length)));
  }

  private String printable(String text) {
    if (!colours || text.indexOf('\u001b') < 0) {
      return PrintableText.lines(text);
    }
    StringBuilder printable = new StringBuilder();
    Matcher colour = COLOUR.matcher(text);
    int from = 0;
    while (colour.find()) {
      printable.append(PrintableText.lines(text.substring(from, colour.start())));
      printable.append(colour.group());
      from = colour.end();
    }
    return printable.append(PrintableText.lines(text.substring(from))).toString();
  }
}
