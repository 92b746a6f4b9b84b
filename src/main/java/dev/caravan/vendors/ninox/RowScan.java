package dev.caravan.vendors.ninox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.call.CallVariables;
import dev.caravan.ledger.Marker;
import dev.caravan.paging.Pages;
import dev.caravan.reconcile.FoundTarget;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;

/**
 * Finds all rows that carry a marker of ours: those changed since a moment, the latest first, or
 * the whole table. Thread-safe; what was found is in the exchange.
 */
public final class RowScan {
  private static final String STATE = "rowScan";

  private final NinoxTables tables;

  public RowScan(NinoxTables tables) {
    this.tables = tables;
  }

  private static final class Scan {
    final List<FoundTarget> found = new ArrayList<>();
    final Set<Long> ids = new HashSet<>();
    final Instant since;
    Instant latest = Instant.MAX;

    /** Whether the rows come the latest first, as was asked. */
    boolean inOrder = true;

    /** Whether no row was seen twice: then none came in at the front meanwhile. */
    boolean steady = true;

    Scan(Instant since) {
      this.since = since;
    }
  }

  /** Makes the address of the first page from the variable {@code since}. */
  public void begin(Exchange exchange) {
    Instant since = Instant.parse(exchange.getVariable("since", String.class));
    exchange.setVariable(STATE, new Scan(since));
    exchange.setVariable(Pages.COLLECTION, "records");
    exchange.setVariable(
        CallVariables.URL,
        tables.recordsUrl(exchange)
            + (since.equals(Instant.EPOCH) ? "?" : "?updated=true&")
            + "perPage=500&page=0");
  }

  /** Keeps what the page holds; the loop ends early when the rest is older than asked for. */
  public void collect(Exchange exchange) {
    Scan scan = exchange.getVariable(STATE, Scan.class);
    for (JsonNode row : exchange.getMessage().getBody(JsonNode.class)) {
      long id = row.path("id").asLong();
      scan.steady &= scan.ids.add(id);
      Instant modified = instant(row.path("modifiedAt").asText());
      scan.inOrder &= !modified.isAfter(scan.latest);
      scan.latest = modified;
      String marker = row.path("fields").path(TableSchema.MARKER).asText("");
      if (Marker.FORM.matcher(marker).matches()) {
        scan.found.add(new FoundTarget(marker, String.valueOf(id), id, false));
      }
    }
    boolean whole = scan.since.equals(Instant.EPOCH);
    if (!whole && scan.inOrder && scan.latest.isBefore(scan.since)) {
      Pages.enough(exchange);
    }
  }

  /** Makes the body a list of {@link FoundTarget} and sets the variable {@code steady}. */
  public void result(Exchange exchange) {
    Scan scan = (Scan) exchange.removeVariable(STATE);
    exchange.setVariable("steady", scan.steady);
    exchange.getMessage().setBody(scan.found);
  }

  /** Without a zone, which means UTC; what cannot be read is as late as can be. */
  private static Instant instant(String text) {
    try {
      return LocalDateTime.parse(text.replaceAll("Z$", "")).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException notAMoment) {
      return Instant.MAX;
    }
  }
}
