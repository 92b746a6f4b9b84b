package dev.caravan.cli.output;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Rows of text, whoever wrote it, under each other, with columns of fixed least widths; the last
 * one is free.
 */
public final class TextTable {
  private final PrintWriter out;
  private final int[] widths;

  public TextTable(PrintWriter out, int... widths) {
    this.out = out;
    this.widths = widths.clone();
  }

  public void row(@Nullable Object... cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.length; i++) {
      String cell = cells[i] == null ? "-" : Shown.line(String.valueOf(cells[i]));
      line.append(cell);
      if (i < widths.length && i < cells.length - 1) {
        line.append(" ".repeat(Math.max(0, widths[i] - cell.length()))).append("  ");
      }
    }
    out.println(line.toString().stripTrailing());
  }

  /** An instant as UTC to the second. */
  public static @Nullable String time(@Nullable Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Words as a title: each in capitals. */
  public void title(String... words) {
    row(Arrays.stream(words).map(word -> word.toUpperCase(Locale.ROOT)).toArray());
  }
}
