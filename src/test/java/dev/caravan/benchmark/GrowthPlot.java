package dev.caravan.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * A small picture of how a cycle grows with its records: one panel for time, one for memory.
 * Records and seconds are logarithmic, so that what grows in proportion is a straight line.
 */
final class GrowthPlot {
  private static final int WIDTH = 300;
  private static final int HEIGHT = 200;
  private static final int LEFT = 55;
  private static final int TOP = 40;

  private GrowthPlot() {}

  /** One size of a tenant. */
  record Size(int records, Measured first, Measured unchanged) {}

  static String svg(List<Size> sizes) {
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 860 300" font-family="sans-serif" font-size="12">
        <rect width="860" height="300" fill="#ffffff"/>
        """);
    panel(svg, 0, "Seconds for a cycle", sizes, Measured::seconds, new double[] {0.1, 1, 10, 100});
    panel(
        svg,
        430,
        "Most MiB resident",
        sizes,
        measured -> measured.peakKib() / 1024.0,
        new double[] {50, 100, 200, 400});
    return svg.append("</svg>\n").toString();
  }

  private static void panel(
      StringBuilder svg,
      int x,
      String title,
      List<Size> sizes,
      ToDoubleFunction<Measured> value,
      double[] ticks) {
    add(svg, "<g transform=\"translate(%d 0)\">", x);
    add(svg, "<text x=\"%d\" y=\"22\" font-size=\"14\" fill=\"#222\">%s</text>", LEFT, title);
    for (double tick : ticks) {
      double y = y(tick, ticks);
      add(svg, "<path d=\"M%d %.1fh%d\" stroke=\"#ddd\"/>", LEFT, y, WIDTH);
      add(
          svg,
          "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"#555\">%s</text>",
          LEFT - 6,
          y + 4,
          tick < 1 ? Double.toString(tick) : Integer.toString((int) tick));
    }
    for (Size size : sizes) {
      add(
          svg,
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#555\">%,d</text>",
          x(size, sizes),
          TOP + HEIGHT + 20,
          size.records());
    }
    line(svg, sizes, size -> value.applyAsDouble(size.first()), ticks, "#c2782a", "first cycle", 0);
    line(
        svg,
        sizes,
        size -> value.applyAsDouble(size.unchanged()),
        ticks,
        "#2a6fc2",
        "unchanged cycle",
        100);
    svg.append("</g>\n");
  }

  private static void line(
      StringBuilder svg,
      List<Size> sizes,
      ToDoubleFunction<Size> value,
      double[] ticks,
      String colour,
      String name,
      int offset) {
    StringBuilder points = new StringBuilder();
    for (Size size : sizes) {
      double y = y(value.applyAsDouble(size), ticks);
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(size, sizes), y));
      add(
          svg,
          "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"><title>%.2f</title></circle>",
          x(size, sizes),
          y,
          colour,
          value.applyAsDouble(size));
    }
    add(
        svg,
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>",
        points.toString().strip(),
        colour);
    add(
        svg,
        "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>",
        LEFT + offset,
        TOP + HEIGHT + 45,
        colour,
        name);
  }

  private static double x(Size size, List<Size> sizes) {
    double first = Math.log(sizes.get(0).records());
    double last = Math.log(sizes.get(sizes.size() - 1).records());
    return LEFT + 25 + (WIDTH - 50) * (Math.log(size.records()) - first) / (last - first);
  }

  private static double y(double value, double[] ticks) {
    double lowest = Math.log(ticks[0]);
    double highest = Math.log(ticks[ticks.length - 1]);
    return TOP + HEIGHT - HEIGHT * (Math.log(value) - lowest) / (highest - lowest);
  }

  private static void add(StringBuilder svg, String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
