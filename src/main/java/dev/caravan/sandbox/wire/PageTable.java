package dev.caravan.sandbox.wire;

import java.util.List;
import java.util.Map;

/**
 * A table of the sandbox's page.
 *
 * @param id of its body in the page
 * @param count what stands in brackets behind the title
 * @param empty what is said where there is no row
 * @param rows records, of which the columns show members
 */
public record PageTable(
    String id, String title, String count, String empty, List<PageColumn> columns, List<?> rows) {

  /**
   * A column.
   *
   * @param member a JSON pointer into the record, such as {@code /site/name}
   * @param style classes of the style sheet; the page's script knows some of them and shows a time,
   *     a count of entries, an object's members, a priority or a status accordingly
   */
  public record PageColumn(String title, String member, String style) {}

  /**
   * The first of some records, and how many there are.
   *
   * @param rows all of them
   * @param most of how many rows it may have
   */
  public static PageTable of(
      String id, String title, String empty, List<PageColumn> columns, List<?> rows, int most) {
    String count = String.valueOf(rows.size());
    return new PageTable(id, title, count, empty, columns, Splice.slice(rows, 0, most));
  }

  /** The same of tickets, of which so many are open. */
  public PageTable withOpen(long open) {
    return new PageTable(id, title, "%d open of %s".formatted(open, count), empty, columns, rows);
  }

  /** What a browser needs to bring the table up to date. */
  public Map<String, Object> content() {
    return Map.of("id", id, "count", count, "empty", empty, "columns", columns, "rows", rows);
  }
}
