package dev.caravan.sandbox.wire;

import java.util.List;

/**
 * The page that a request asks for by number.
 *
 * @param from how many records come before it
 */
public record PageRange(int number, int size, long from) {
  /** How a vendor numbers its pages: the parameters, the first number, and the sizes. */
  public record PageNumbering(String number, int first, String size, int usual, int most) {}

  /** What the request asks for; what makes no sense is as if it were not there. */
  public static PageRange of(Request request, PageNumbering rule) {
    int asked = request.number(rule.size(), rule.usual());
    int size = Math.min(asked < 1 ? rule.usual() : asked, rule.most());
    int number = Math.max(rule.first(), request.number(rule.number(), rule.first()));
    return new PageRange(number, size, (number - (long) rule.first()) * size);
  }

  /** The part of all records that the page shows; empty beyond the end. */
  public <T> List<T> of(List<T> all) {
    return Splice.slice(all, from, size);
  }

  public boolean hasNext(long total) {
    return from + size < total;
  }

  public int pages(int total) {
    return (total + size - 1) / size;
  }
}
