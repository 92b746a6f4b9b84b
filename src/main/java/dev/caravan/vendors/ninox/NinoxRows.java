package dev.caravan.vendors.ninox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.config.Settings;
import dev.caravan.target.RowTarget;
import dev.caravan.text.Instants;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The rows of a Ninox table as a target of syncs. Thread-safe. */
final class NinoxRows implements RowTarget {
  /** Most rows of one write; nobody knows what Ninox allows, and clients have sent so many. */
  private static final int MOST = 100;

  private final NinoxTables tables;
  private final Settings settings;
  private final InstantSource clock;

  NinoxRows(NinoxTables tables, Settings settings, InstantSource clock) {
    this.tables = tables;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public String vendor() {
    return "Ninox";
  }

  @Override
  public int mostInCall() {
    return MOST;
  }

  @Override
  public String url(Exchange exchange) {
    return tables.target(exchange).records();
  }

  @Override
  public String urlFrom(Exchange exchange, long id) {
    return tables.target(exchange).pageUrl("sinceId=%d&".formatted(id - 1));
  }

  @Override
  public String urlSince(Exchange exchange, Instant since) {
    return tables.target(exchange).pageUrl(since.equals(Instant.EPOCH) ? "" : "updated=true&");
  }

  @Override
  public String markerColumn() {
    return TableSchema.MARKER;
  }

  @Override
  public ObjectNode sent(@Nullable Long id, ObjectNode columns) {
    ObjectNode row = columns.objectNode();
    if (id != null) {
      row.put("id", id);
    }
    row.set("fields", columns);
    return row;
  }

  /** An array for an array, an object for an object; some servers put either into an envelope. */
  @Override
  public Iterable<JsonNode> rows(JsonNode answer) {
    JsonNode list = NinoxLists.in(answer);
    return list == null ? JsonNodeFactory.instance.arrayNode().add(answer) : list;
  }

  @Override
  public @Nullable Row row(JsonNode row) {
    JsonNode id = row.path("id");
    return id.canConvertToLong()
        ? new Row(
            id.asLong(),
            row.path("fields").path(TableSchema.MARKER).asText(""),
            Objects.requireNonNullElse(
                Instants.ofIso(row.path("modifiedAt").asText()), Instant.MAX))
        : null;
  }

  @Override
  public boolean deletes(String sync) {
    return !isMarked(settings, sync);
  }

  /** Whether the row of a record that is gone stays, marked, to be taken up if it returns. */
  static boolean isMarked(Settings settings, String sync) {
    return !settings.value(sync + ".on-removed").orElse("mark").equals("delete");
  }

  @Override
  public ObjectNode closed(Exchange exchange, ObjectNode columns) {
    return new Fitting(tables.target(exchange), clock.instant(), new Misfits()).fit(columns);
  }
}
