package dev.caravan.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.sandbox.ninjaone.NinjaTicketSnapshot;
import dev.caravan.sandbox.opsramp.IncidentSnapshot;
import java.util.List;

/**
 * A counterpart as it really is.
 *
 * @param comments as the target's API shows them
 */
public record SeenCounterpart(
    String id,
    String marker,
    String title,
    String priority,
    boolean open,
    List<ObjectNode> comments) {
  static SeenCounterpart of(TicketSnapshot one) {
    return new SeenCounterpart(
        String.valueOf(one.id()),
        String.valueOf(one.marker()),
        one.title(),
        one.priority(),
        one.open(),
        one.comments());
  }

  static SeenCounterpart of(NinjaTicketSnapshot one) {
    return new SeenCounterpart(
        one.id(),
        one.marker().orElse("null"),
        one.subject(),
        one.priority(),
        one.open(),
        one.log().stream().filter(entry -> entry.path("type").asText().equals("COMMENT")).toList());
  }

  static SeenCounterpart of(IncidentSnapshot one) {
    return new SeenCounterpart(
        one.id(),
        String.valueOf(one.marker()),
        one.subject(),
        one.priority(),
        one.open(),
        one.responses());
  }
}
