package dev.caravan.reconcile.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.reconcile.record.UnusableRecord;
import org.jspecify.annotations.Nullable;

/**
 * What became of one change.
 *
 * @param targetId of a create that was done
 * @param reason for people; of a change that was not done, or of a counterpart that a person ended
 * @param ended a person ended the counterpart, so there is nothing left to change
 * @param left a counterpart that was to be closed was left open for a person
 * @param missing it ended because the target, asked for this one, says that there is no such
 *     counterpart; whether that is believed is not for the sink to say
 * @param ours it ended, and not by a person: it bears its last word
 */
public record WriteOutcome(
    String key,
    long step,
    Result result,
    @Nullable String targetId,
    String reason,
    boolean ended,
    boolean left,
    boolean missing,
    boolean ours) {

  public WriteOutcome(
      String key,
      long step,
      Result result,
      @Nullable String targetId,
      String reason,
      boolean ended) {
    this(key, step, result, targetId, reason, ended, false, false, false);
  }

  /** The counterpart was to be closed, and a person works on it. */
  public static WriteOutcome leftOpen(
      String key, long step, @Nullable String targetId, String reason) {
    return new WriteOutcome(key, step, Result.DONE, targetId, reason, false, true, false, false);
  }

  /** The counterpart that a change was for is not known to the target. */
  public static WriteOutcome missing(
      String key, long step, @Nullable String targetId, String reason) {
    return new WriteOutcome(key, step, Result.DONE, targetId, reason, true, false, true, false);
  }

  /** It has ended before, and the ledger, which went back in time, does not know that. */
  public WriteOutcome oursBefore() {
    return new WriteOutcome(key, step, result, targetId, reason, ended, left, missing, true);
  }

  /** The four ends that a write can have. */
  public enum Result {
    DONE("done"),
    REJECTED("rejected"),
    IN_DOUBT("in-doubt"),
    NOT_SENT("not-sent");

    private final String word;

    Result(String word) {
      this.word = word;
    }

    public static Result of(String word) {
      for (Result result : values()) {
        if (result.word.equals(word)) {
          return result;
        }
      }
      throw new UnusableRecord(
          "A sink answered the result '%s'; it knows done, rejected, in-doubt and not-sent"
              .formatted(word));
    }
  }

  public static WriteOutcome of(JsonNode node) {
    JsonNode target = node.path("targetId");
    return new WriteOutcome(
        node.path("key").asText(),
        node.path("step").asLong(),
        Result.of(node.path("result").asText()),
        target.isValueNode() && !target.isNull() ? target.asText() : null,
        node.path("reason").asText(""),
        node.path("ended").asBoolean(false),
        node.path("left").asBoolean(false),
        node.path("missing").asBoolean(false),
        node.path("ours").asBoolean(false));
  }

  /** Nothing was done after all. */
  WriteOutcome notSent() {
    return new WriteOutcome(key, step, Result.NOT_SENT, targetId, reason, false);
  }

  /** The form in which a sink answers. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("key", key);
    json.put("step", step);
    json.put("result", result.word);
    if (targetId != null) {
      json.put("targetId", targetId);
    }
    if (!reason.isEmpty()) {
      json.put("reason", reason);
    }
    if (ended) {
      json.put("ended", true);
    }
    if (left) {
      json.put("left", true);
    }
    if (missing) {
      json.put("missing", true);
    }
    if (ours) {
      json.put("ours", true);
    }
    return json;
  }
}
