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

  /** What a browser needs to bring the table up to date. */
  public Map<String, Object> content() {
    return Map.of("id", id, "count", count, "empty", empty, "columns", columns, "rows", rows);
  }
}
