package dev.caravan.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.reconcile.journal.WriteOutcome;
import dev.caravan.reconcile.journal.WriteOutcome.Result;
import org.jspecify.annotations.Nullable;

/** One change on its way through a sink. Its steps follow each other. */
public final class PendingWrite {
  private final ObjectNode change;
  private final Group group;
  private final boolean first;
  private volatile Phase phase = Phase.BEFORE;

  /**
   * @param first whether no change of the same record goes before it
   */
  PendingWrite(ObjectNode change, Group group, boolean first) {
    this.change = change;
    this.group = group;
    this.first = first;
  }

  /** How far the write of a change has come. */
  enum Phase {
    /** Nothing was sent. */
    BEFORE,
    /** It was handed to the target; a failure says what became of it, or leaves doubt. */
    WRITING,
    /** The target has accepted it; what fails now cannot undo that. */
    ACCEPTED
  }

  /** The changes of one record, which follow each other. */
  static final class Group {
    volatile boolean failed;
    volatile @Nullable String ended;
    volatile @Nullable String left;

    /** The target has just accepted its close: nobody can have written a last word before. */
    volatile boolean closed;

    /** It ended because the target does not know the counterpart. */
    volatile boolean missing;
  }

  public ObjectNode change() {
    return change;
  }

  Group group() {
    return group;
  }

  boolean first() {
    return first;
  }

  Phase phase() {
    return phase;
  }

  void phase(Phase phase) {
    this.phase = phase;
  }

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

  /** Whether it closes a counterpart that is not its record's, but bears the same marker. */
  boolean isDouble() {
    return isDouble(change);
  }

  static boolean isDouble(JsonNode change) {
    return change.path("payload").has("kept");
  }

  /** Whether it is the comment that says why its counterpart is over. */
  boolean isLastWord() {
    return op().equals("comment") && !change.path("payload").has("text");
  }

  boolean isCreate() {
    return op().equals("create");
  }

  public JsonNode targetId() {
    return change.path("targetId");
  }

  /** The word that the counterpart carries. */
  public String marker() {
    return change.path("marker").asText();
  }

  public WriteOutcome done(String targetId) {
    return new WriteOutcome(key(), step(), Result.DONE, targetId, "", false);
  }

  public WriteOutcome answer(Result result, String reason, boolean ended) {
    return new WriteOutcome(key(), step(), result, targetId().asText(null), reason, ended);
  }

  /** We removed the counterpart ourselves. */
  public WriteOutcome removed(String reason) {
    return new WriteOutcome(key(), step(), Result.DONE, "", reason, true);
  }

  /** The target, asked for the counterpart, says that there is none. */
  WriteOutcome missing() {
    return WriteOutcome.missing(key(), step(), "", "the row is gone from the table");
  }

  /** Whether an earlier attempt at the change may have succeeded. */
  boolean isRetry() {
    return change.path("retry").asBoolean(false);
  }
}
