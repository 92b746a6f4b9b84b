package dev.caravan.vendors.ninox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.cycle.OperatorActionRequired;
import dev.caravan.text.Names;
import dev.caravan.text.UrlText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * A table as a cycle found it.
 *
 * @param records the absolute address of its records
 * @param identity ids of team, database and table
 * @param columns by name
 */
record TableSchema(String name, String records, String identity, Map<String, Column> columns) {
  /** The text field in which a row carries our marker. */
  static final String MARKER = "ExternalRef";

  /** Clients have seen as many honoured. */
  private static final int PER_PAGE = 500;

  TableSchema {
    columns = Map.copyOf(columns);
  }

  static Map<String, Column> columns(JsonNode table, Column.Forms forms) {
    Map<String, Column> columns = new LinkedHashMap<>();
    for (JsonNode field : table.path("fields")) {
      Column column = Column.of(field, forms);
      columns.put(column.name(), column);
    }
    return columns;
  }

  /**
   * The address of the first page of a listing of its records.
   *
   * @param query which ones, with an ampersand at its end; empty for all
   */
  String pageUrl(String query) {
    return UrlText.withQuery(records, "%sperPage=%d&page=0".formatted(query, PER_PAGE));
  }

  Optional<Column> column(String column) {
    return Optional.ofNullable(columns.get(column));
  }

  /**
   * @throws OperatorActionRequired when rows could not be found again
   */
  void requireMarker() {
    String what =
        column(MARKER)
            .map(column -> column.isText() ? "" : "is of the type " + column.type())
            .orElse("is missing");
    if (!what.isEmpty()) {
      throw new OperatorActionRequired(
          ("The field %s of the Ninox table %s %s. It tells which row belongs to which record, so"
                  + " nothing is written without it: open the table in Ninox, choose Edit fields,"
                  + " add a field of the type Text and call it %s")
              .formatted(MARKER, name, what, MARKER));
    }
  }

  /**
   * The one of several things that has that id or, if none has, that name, or one that is the same
   * but for case, blanks and form of accents.
   *
   * @throws OperatorActionRequired naming what there is
   */
  static JsonNode find(JsonNode all, String wanted, String kind, String key) {
    List<JsonNode> things = StreamSupport.stream(all.spliterator(), false).toList();
    List<Predicate<JsonNode>> ways =
        List.of(
            thing -> thing.path("id").asText().equals(wanted),
            thing -> thing.path("name").asText().equals(wanted),
            thing -> Names.same(thing.path("name").asText(), wanted));
    for (Predicate<JsonNode> way : ways) {
      List<JsonNode> found = things.stream().filter(way).toList();
      if (found.size() == 1) {
        return found.get(0);
      }
      if (found.size() > 1) {
        throw new OperatorActionRequired(
            "%d %ss of Ninox are called %s; give %s an id: %s"
                .formatted(
                    found.size(),
                    kind,
                    wanted,
                    key,
                    String.join(", ", found.stream().map(it -> it.path("id").asText()).toList())));
      }
    }
    String known =
        String.join(
            ", ",
            things.stream()
                .map(it -> "%s (%s)".formatted(it.path("name").asText(), it.path("id").asText()))
                .toList());
    throw new OperatorActionRequired(
        "Ninox has no %s %s, or the token may not see it; %s can be %s"
            .formatted(kind, wanted, key, known.isEmpty() ? "nothing yet" : "one of " + known));
  }
}
