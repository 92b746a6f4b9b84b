package dev.caravan.target;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.call.Answers;
import dev.caravan.call.CallVariables;
import dev.caravan.cycle.Cycle;
import dev.caravan.ledger.Marker;
import dev.caravan.paging.Pages;
import dev.caravan.text.UrlText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;

/**
 * Reads which marker each row of the part in hand carries: a few one by one, more of them by
 * listing the table from the first to the last of them. That a list leaves a row out proves
 * nothing, so what it does not show is asked for one by one as well, as far as a cycle may do that;
 * the rest is left to the next one. Thread-safe; what was found is in the {@link RowBatch}.
 */
public final class RowMarkers {
  /** Up to so many are asked for one by one, without a list. */
  private static final int FEW = 3;

  /** So many of those that lists left out are asked for in a cycle. */
  private static final int MOST_OF_LEFT_OUT = 20;

  private static final Cycle.StateKey<AtomicInteger> ASKED =
      new Cycle.StateKey<>(AtomicInteger.class);

  private static final String ROW = "rowId";

  private final RowTarget table;

  public RowMarkers(RowTarget table) {
    this.table = table;
  }

  /** Whether rows of the part in hand are yet to be read. */
  public boolean due(Exchange exchange) {
    return !unread(exchange).isEmpty();
  }

  /** Whether they are too many to be asked for without a list. */
  public boolean many(Exchange exchange) {
    return unread(exchange).size() > FEW;
  }

  /** Those to be asked for one by one: what is not read yet, other ones in each cycle. */
  public List<Long> left(Exchange exchange) {
    List<Long> left = new ArrayList<>(unread(exchange));
    if (!RowBatch.of(exchange).wasListed()) {
      return left;
    }
    Cycle cycle = Cycle.of(exchange);
    Collections.shuffle(left, new Random(cycle.number()));
    AtomicInteger asked = cycle.state(ASKED, AtomicInteger::new);
    int before = asked.getAndUpdate(sofar -> Math.min(MOST_OF_LEFT_OUT, sofar + left.size()));
    return left.subList(0, Math.min(MOST_OF_LEFT_OUT - before, left.size()));
  }

  private static List<Long> unread(Exchange exchange) {
    return RowBatch.of(exchange).unread();
  }

  /** Makes the address of the row in the body. */
  public void ask(Exchange exchange) {
    Long id = exchange.getMessage().getBody(Long.class);
    exchange.setVariable(ROW, id);
    exchange.setVariable(CallVariables.URL, UrlText.below(table.url(exchange), id.toString()));
  }

  public void found(Exchange exchange) {
    keep(exchange, List.of(id(exchange)), Answers.tree(exchange));
  }

  public void missing(Exchange exchange) {
    RowBatch.of(exchange).gone(id(exchange));
  }

  private static Long id(Exchange exchange) {
    return exchange.getVariable(ROW, Long.class);
  }

  /** Makes the address of the listing that holds all of them. */
  public void begin(Exchange exchange) {
    RowBatch.of(exchange).listed();
    exchange.setVariable(Pages.COLLECTION, "records");
    exchange.setVariable(
        CallVariables.URL, table.urlFrom(exchange, Collections.min(unread(exchange))));
  }

  /** Keeps the markers of the page; the loop ends early when all rows were found. */
  public void collect(Exchange exchange) {
    List<Long> wanted = unread(exchange);
    exchange.getMessage().getBody(JsonNode.class).forEach(row -> keep(exchange, wanted, row));
    if (unread(exchange).isEmpty()) {
      Pages.enough(exchange);
    }
  }

  /** Nothing is left to do: what was found is in the batch. */
  public void result() {}

  private void keep(Exchange exchange, List<Long> wanted, JsonNode answered) {
    RowTarget.Row row = table.row(answered);
    if (row != null && Marker.FORM.matcher(row.marker()).matches()) {
      // Whether or not it is one of those: the table shows what is ours.
      Cycle.of(exchange).target().met();
    }
    if (row != null && wanted.contains(row.id())) {
      RowBatch.of(exchange).carries(row.id(), row.marker());
    }
  }
}
