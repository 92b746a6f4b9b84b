package dev.caravan.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One change on its way through a sink.
 *
 * @param group whether a change of the same record failed before it
 * @param writing whether its write was handed to the target
 */
record Work(ObjectNode change, AtomicBoolean group, AtomicBoolean writing) {
  String key() {
    return change.path("key").asText();
  }

  /** 0 for a write that the journal does not know, such as the closing of a surplus counterpart. */
  long step() {
    return change.path("step").asLong(0);
  }

  String op() {
    return change.path("op").asText();
  }

  JsonNode targetId() {
    return change.path("targetId");
  }
}
