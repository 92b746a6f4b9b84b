package dev.caravan.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.reconcile.Answer;
import dev.caravan.reconcile.Answer.Result;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One change on its way through a sink.
 *
 * @param group whether a change of the same record failed before it
 * @param writing whether its write was handed to the target
 */
public record Work(ObjectNode change, AtomicBoolean group, AtomicBoolean writing) {
  public String key() {
    return change.path("key").asText();
  }

  /** 0 for a write that the journal does not know, such as the closing of a surplus counterpart. */
  public long step() {
    return change.path("step").asLong(0);
  }

  public String op() {
    return change.path("op").asText();
  }

  public JsonNode targetId() {
    return change.path("targetId");
  }

  /** The word that the counterpart carries. */
  public String marker() {
    return change.path("marker").asText();
  }

  public Answer done(String targetId) {
    return new Answer(key(), step(), Result.DONE, targetId, "", false);
  }

  public Answer answer(Result result, String reason, boolean ended) {
    return new Answer(key(), step(), result, targetId().asText(null), reason, ended);
  }

  /** The counterpart is not there any more. */
  public Answer gone(String reason) {
    return new Answer(key(), step(), Result.DONE, "", reason, true);
  }
}
