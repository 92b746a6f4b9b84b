package dev.caravan.target;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.call.CallVariables;
import dev.caravan.reconcile.journal.WriteOutcome;
import dev.caravan.reconcile.journal.WriteOutcome.Result;
import dev.caravan.text.UrlText;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Makes the requests that write rows. Thread-safe. */
final class RowRequest {
  static final String DELETE = "DELETE";

  private static final String POST = "POST";
  private static final String MUST_SEND = "mustSend";

  private final RowTarget table;

  RowRequest(RowTarget table) {
    this.table = table;
  }

  /**
   * Makes the request of the part in hand, and answers what is settled without one. Sets the
   * variables of a call, and {@code mustSend}.
   */
  void compose(Exchange exchange, RowBatch batch) {
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    List<PendingWrite> sent = new ArrayList<>();
    address(exchange, POST, table.url(exchange));
    for (PendingWrite change : batch.inHand()) {
      WriteOutcome settled = settled(exchange, batch, change);
      ObjectNode columns = settled == null ? columns(exchange, change) : rows.objectNode();
      if (settled != null) {
        batch.answer(settled);
      } else if (isDelete(exchange, change)) {
        address(exchange, DELETE, UrlText.below(table.url(exchange), change.targetId().asText()));
        sent.add(change);
      } else if (columns.isEmpty()) {
        batch.answer(change.answer(Result.DONE, "nothing to change", false));
      } else {
        rows.add(table.sent(change.isCreate() ? null : change.targetId().asLong(), columns));
        sent.add(change);
      }
    }
    batch.inHand(sent);
    exchange.setVariable(MUST_SEND, !sent.isEmpty());
    exchange.getMessage().setBody(rows.isEmpty() ? null : rows.toString());
  }

  /** A row that is to be deleted has a request of its own. */
  boolean isDelete(Exchange exchange, PendingWrite change) {
    return change.op().equals("close")
        && !change.isDouble()
        && table.deletes(exchange.getVariable(CallVariables.SYNC, String.class));
  }

  private static void address(Exchange exchange, String method, String url) {
    exchange.setVariable(CallVariables.METHOD, method);
    exchange.setVariable(CallVariables.URL, url);
  }

  /** What is settled without a request: a row that is gone, is not ours any more, or unseen. */
  private @Nullable WriteOutcome settled(Exchange exchange, RowBatch batch, PendingWrite change) {
    if (change.isCreate()) {
      return null;
    }
    if (!batch.wasRead(change)) {
      return change.answer(Result.NOT_SENT, "its row was not looked at", false);
    }
    String marker = batch.markerOf(change).orElse(null);
    if (change.isDouble() && !change.marker().equals(marker)) {
      return change.answer(
          Result.DONE, "left as it is: it does not carry our marker any more", true);
    }
    if (marker == null) {
      return change.isRetry() && isDelete(exchange, change)
          ? change.removed("its record is gone, and so is its row")
          : change.missing();
    }
    return marker.equals(change.marker())
        ? null
        : change.answer(
            Result.REJECTED,
            "Row %s does not carry our marker %s any more; it is left alone"
                .formatted(change.targetId().asText(), change.marker()),
            false);
  }

  private ObjectNode columns(Exchange exchange, PendingWrite change) {
    ObjectNode payload = (ObjectNode) change.change().path("payload");
    if (change.isDouble()) {
      // The row itself stays: people decide what becomes of it.
      return payload
          .objectNode()
          .put(table.markerColumn(), "double of row " + payload.path("kept").asText());
    }
    return switch (change.op()) {
      case "create" -> RowColumns.created(payload).put(table.markerColumn(), change.marker());
      case "close" -> table.closed(exchange, payload);
      default -> RowColumns.changed(payload, change.change());
    };
  }
}
