package dev.caravan.target;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.call.CallVariables;
import dev.caravan.ledger.Marker;
import dev.caravan.paging.Pages;
import dev.caravan.reconcile.search.FoundTarget;
import java.time.Instant;
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

  private final RowTarget table;

  public RowScan(RowTarget table) {
    this.table = table;
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
    Instant since = Instant.parse(exchange.getVariable(TargetVariables.SINCE, String.class));
    exchange.setVariable(STATE, new Scan(since));
    exchange.setVariable(Pages.COLLECTION, "records");
    exchange.setVariable(CallVariables.URL, table.urlSince(exchange, since));
  }

  /** Keeps what the page holds; the loop ends early when the rest is older than asked for. */
  public void collect(Exchange exchange) {
    Scan scan = exchange.getVariable(STATE, Scan.class);
    for (JsonNode listed : exchange.getMessage().getBody(JsonNode.class)) {
      RowTarget.Row row = table.row(listed);
      if (row == null) {
        // It cannot be told whether it was seen before.
        scan.steady = false;
        continue;
      }
      scan.steady &= scan.ids.add(row.id());
      scan.inOrder &= !row.changedAt().isAfter(scan.latest);
      scan.latest = row.changedAt();
      if (Marker.FORM.matcher(row.marker()).matches()) {
        scan.found.add(new FoundTarget(row.marker(), Long.toString(row.id()), row.id(), false));
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
    exchange.setVariable(TargetVariables.STEADY, scan.steady);
    exchange.getMessage().setBody(scan.found);
  }
}
