package dev.caravan.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What a target says of itself whose counterparts are rows of a table, written many in a call.
 * Thread-safe.
 *
 * <p>Ids are numbers that grow, a column holds our marker, {@code POST} to the table's address
 * creates rows and changes those whose ids it names, and a row is read and deleted at the table's
 * address with its id. Which table it is follows from the variables {@code sync} and {@code
 * account}.
 */
public interface RowTarget {
  /** The name of the vendor, for people. */
  String vendor();

  /** Most rows of one call. */
  int mostInCall();

  /** The absolute address of the table's rows. */
  String url(Exchange exchange);

  /** The address of the first page of a listing of the rows from that id on. */
  String urlFrom(Exchange exchange, long id);

  /**
   * The address of the first page of a listing of the rows changed since a moment, the latest
   * first; of all rows, in any order, where that is {@link Instant#EPOCH}.
   */
  String urlSince(Exchange exchange, Instant since);

  /** The column in which a row carries our marker. */
  String markerColumn();

  /** What is sent of a row. */
  ObjectNode sent(@Nullable Long id, ObjectNode columns);

  /** The rows of an answer to a write; none where it names none. */
  Iterable<JsonNode> rows(JsonNode answer);

  /** A row as it was answered or listed; empty where it has no id. */
  @Nullable Row row(JsonNode row);

  /** Whether the row of a record that is gone is deleted; else its columns are changed. */
  boolean deletes(String sync);

  /** The columns of a row whose record is gone, in the form of the table. */
  ObjectNode closed(Exchange exchange, ObjectNode columns);

  /**
   * A row.
   *
   * @param marker what the column for our marker holds; empty where it is empty
   * @param changedAt by the target's clock; {@link Instant#MAX} where that cannot be read
   */
  record Row(long id, String marker, Instant changedAt) {}
}
