package dev.caravan.sandbox.wire;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table of the sandbox's page.
 *
 * @param id of its body in the page
 * @param count what stands in brackets behind the title
 * @param empty what is said where there is no row
 */
public record PageTable(
    String id,
    String title,
    String count,
    String empty,
    List<String> columns,
    List<List<Cell>> rows) {

  /**
   * One cell.
   *
   * @param value a text or a number; an instant in milliseconds where the style has the word time
   * @param style classes of the page's style sheet
   */
  public record Cell(@Nullable Object value, String style) {
    public static Cell of(@Nullable Object value) {
      return new Cell(value, "");
    }
  }

  /** What a browser needs to bring the table up to date. */
  public Map<String, Object> content() {
    return Map.of("id", id, "count", count, "empty", empty, "rows", rows);
  }
}
