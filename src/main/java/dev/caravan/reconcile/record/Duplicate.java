package dev.caravan.reconcile.record;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.ledger.LedgerView;
import dev.caravan.ledger.Marker;
import dev.caravan.ledger.Op;
import dev.caravan.ledger.WriteIntent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A second counterpart with the marker of one that is kept; it is to be closed.
 *
 * @param key of the record whose marker both bear
 */
public record Duplicate(String key, int generation, String marker, String targetId, String keptId) {

  /** One whose closing the journal or a dead letter holds. */
  public static Duplicate of(
      String installation, String sync, String key, int generation, String payload) {
    ObjectNode json = JsonArrays.object(payload);
    return new Duplicate(
        key,
        generation,
        Marker.of(installation, sync, key, generation),
        json.path("double").asText(),
        json.path("kept").asText());
  }

  /** What its closing is made of: the word of the comment, the double and the one that is kept. */
  public ObjectNode payload() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", "double")
        .put("double", targetId)
        .put("kept", keptId);
  }

  /** Notes in the journal that they are to be closed, whatever becomes of this process. */
  public static void owe(
      LedgerView view, long cycle, Collection<Duplicate> duplicates, Instant now) {
    if (duplicates.isEmpty()) {
      return;
    }
    long number = view.intents().reserve(duplicates.size());
    List<WriteIntent> steps = new ArrayList<>();
    for (Duplicate one : duplicates) {
      steps.add(
          new WriteIntent(
              number++,
              cycle,
              one.key,
              one.generation,
              Op.DOUBLE,
              null,
              null,
              one.payload().toString(),
              now));
    }
    view.intents().intend(steps);
  }
}
