package dev.caravan.reconcile.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.ledger.Baseline;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Fingerprint;
import dev.caravan.ledger.Op;
import dev.caravan.ledger.State;
import dev.caravan.ledger.WriteIntent;
import dev.caravan.reconcile.record.JsonArrays;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One write that is to be done, before it has its number in the journal.
 *
 * @param entry as the ledger will have it when the write begins
 * @param desired the fingerprint that holds once it is done; absent where it changes none
 * @param payload in the target's own field names
 * @param retry an earlier attempt at the same write may have succeeded: look before writing
 * @param about for people: what the record is
 * @param maybeWritten what else of ours the target may have accepted: payloads of earlier writes
 */
public record PlannedChange(
    Op op,
    Entry entry,
    @Nullable Fingerprint desired,
    ObjectNode payload,
    boolean retry,
    String summary,
    JsonNode about,
    List<String> maybeWritten) {

  public PlannedChange(
      Op op,
      Entry entry,
      @Nullable Fingerprint desired,
      ObjectNode payload,
      boolean retry,
      String summary,
      JsonNode about) {
    this(op, entry, desired, payload, retry, summary, about, List.of());
  }

  /** Without the payload of a create, which is not kept: {@link #payloadOf} has it. */
  WriteIntent step(long number, long cycle, Instant now) {
    String kept = op == Op.CREATE ? "{}" : payload.toString();
    return new WriteIntent(
        number, cycle, entry.key(), entry.generation(), op, null, desired, kept, now);
  }

  String payloadOf(WriteIntent step) {
    return op == Op.CREATE ? payload.toString() : step.payload();
  }

  /** The form in which a sink and a plan see it. */
  public ObjectNode json(long step) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("op", op.inChanges());
    json.put("key", entry.key());
    json.put("generation", entry.generation());
    json.put("marker", entry.marker());
    if (entry.targetId() != null) {
      json.put("targetId", entry.targetId());
    }
    json.set("payload", payload);
    if (step > 0) {
      json.put("step", step);
    }
    if (retry) {
      json.put("retry", true);
    }
    if (entry.counterpart().written() != null && op == Op.UPDATE) {
      json.set("written", JsonArrays.object(entry.counterpart().written()));
    }
    Baseline baseline = entry.counterpart().baseline();
    if (baseline != null) {
      json.set("baseline", JsonArrays.object(baseline.signs()));
      if (baseline.overruled() != null && op == Op.UPDATE) {
        json.set("overruled", JsonArrays.object(baseline.overruled()));
      }
    }
    if (!maybeWritten.isEmpty()) {
      ArrayNode maybe = json.putArray("maybeWritten");
      maybeWritten.forEach(text -> maybe.add(JsonArrays.object(text)));
    }
    if (op == Op.UPDATE && (entry.state() != State.OPEN || !maybeWritten.isEmpty())) {
      // What the counterpart says now is not known: no field may be left out.
      json.put("whole", true);
    }
    json.put("summary", summary);
    if (!about.isMissingNode()) {
      json.set("about", about);
    }
    return json;
  }
}
