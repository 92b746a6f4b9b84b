package dev.caravan.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.cycle.Cycle;
import dev.caravan.ledger.Op;
import dev.caravan.reconcile.journal.Journal;
import dev.caravan.reconcile.journal.WriteOutcome;
import dev.caravan.reconcile.journal.WriteOutcome.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a sink around its calls. Thread-safe; the state of a change is in its exchange.
 *
 * <p>Variables: {@code change} (the change), {@code op}, {@code targetId}; a route sets {@code
 * targetId} once a create gave it, {@code ended} when a person ended the counterpart, {@code left}
 * when a counterpart was left open and why, and {@code reason} for the story.
 */
public final class WriteExecution {
  private static final String WORK = "pendingWrite";

  /** So many creates in a row without a useful answer are the target's failure, not theirs. */
  private static final int SILENT = 5;

  private final Journal journal;
  private final FailureClassifier failures = new FailureClassifier();

  public WriteExecution(Journal journal) {
    this.journal = journal;
  }

  /**
   * The changes of a page by record: the records may be worked on side by side, each one's changes
   * not.
   */
  public List<List<PendingWrite>> byKey(Iterable<JsonNode> changes) {
    Map<String, List<PendingWrite>> byKey = new LinkedHashMap<>();
    Map<String, PendingWrite.Group> groups = new LinkedHashMap<>();
    for (JsonNode change : changes) {
      String key = change.path("key").asText();
      if (PendingWrite.isDouble(change)) {
        // Another counterpart than the record's own: what becomes of it says nothing of that.
        key += "/" + change.path("targetId").asText();
      }
      PendingWrite.Group group = groups.computeIfAbsent(key, any -> new PendingWrite.Group());
      List<PendingWrite> before = byKey.computeIfAbsent(key, any -> new ArrayList<>());
      before.add(new PendingWrite((ObjectNode) change, group, before.isEmpty()));
    }
    return List.copyOf(byKey.values());
  }

  /** Takes up the change in the body. */
  public void take(Exchange exchange) {
    PendingWrite work = exchange.getMessage().getBody(PendingWrite.class);
    exchange.setVariable(WORK, work);
    journal.announced(Cycle.of(exchange));
    exchange.setVariable(TargetVariables.CHANGE, work.change());
    exchange.setVariable(TargetVariables.OP, work.isDouble() ? Op.DOUBLE.word() : work.op());
    exchange.setVariable(TargetVariables.TARGET_ID, work.targetId().asText(null));
    exchange.removeVariable(TargetVariables.ENDED);
    exchange.removeVariable(TargetVariables.OURS);
    exchange.removeVariable(TargetVariables.REASON);
    exchange.removeVariable(TargetVariables.LEFT);
    String ended = work.group().ended;
    if (ended != null) {
      throw new EndedBefore(ended);
    }
    if (work.group().failed) {
      throw new NotReached("an earlier change of the same record failed");
    }
    String left = work.group().left;
    if (left != null && work.change().get("payload") instanceof ObjectNode payload) {
      payload.put("left", left);
    }
    if (work.isLastWord() && !work.group().closed) {
      // It was closed before, or left open: by a cycle that an older ledger does not know, perhaps.
      work.change().put("retry", true);
    }
    Cycle.of(exchange).guard().failure().ifPresent(reason -> notReached(reason.getMessage()));
  }

  /** The next call writes. After this, an answer that never comes means doubt. */
  public void begin(Exchange exchange) {
    PendingWrite work = exchange.getVariable(WORK, PendingWrite.class);
    if (work == null || work.step() == 0) {
      return;
    }
    Cycle cycle = Cycle.of(exchange);
    if (work.isCreate()) {
      journal.createsStopped(cycle).ifPresent(WriteExecution::notReached);
    }
    journal.begin(cycle, work.step());
    work.phase(PendingWrite.Phase.WRITING);
  }

  /** The target has accepted the write, whatever else is asked of it for this change. */
  public void accepted(Exchange exchange) {
    PendingWrite work = exchange.getVariable(WORK, PendingWrite.class);
    if (work != null) {
      work.phase(PendingWrite.Phase.ACCEPTED);
      work.group().closed |= Op.CLOSE.word().equals(work.op()) && !work.isDouble();
      Cycle.of(exchange).target().answered();
    }
  }

  /** Whether no other change of the same record went before, so that nobody has looked at it. */
  public boolean isFirst(Exchange exchange) {
    PendingWrite work = exchange.getVariable(WORK, PendingWrite.class);
    return work != null && work.first();
  }

  /** Whether an earlier attempt at the change may have succeeded. */
  public boolean isRetry(JsonNode change) {
    return change.path("retry").asBoolean(false);
  }

  /** The change was done. */
  public void done(Exchange exchange) {
    boolean ended = exchange.getVariable(TargetVariables.ENDED, false, Boolean.class);
    String reason = exchange.getVariable(TargetVariables.REASON, "", String.class);
    PendingWrite work = exchange.getVariable(WORK, PendingWrite.class);
    Cycle.of(exchange).target().answered();
    if (!"create".equals(work.op())) {
      Cycle.of(exchange).target().met();
    }
    work.group().ended = ended ? reason : null;
    work.group().left = exchange.getVariable(TargetVariables.LEFT, String.class);
    if (work.group().left == null) {
      conclude(exchange, Result.DONE, reason, ended);
    } else {
      String targetId = exchange.getVariable(TargetVariables.TARGET_ID, String.class);
      journal.conclude(
          Cycle.of(exchange),
          WriteOutcome.leftOpen(
              work.key(), work.step(), targetId, String.valueOf(work.group().left)));
    }
  }

  /** The change failed with the exception that the exchange caught. */
  public void failed(Exchange exchange) {
    Exception caught = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class);
    PendingWrite work = exchange.getVariable(WORK, PendingWrite.class);
    FailureClassifier.FailureOutcome ruling = failures.rule(caught, work);
    if (FailureClassifier.isTimeOut(caught)) {
      Cycle.of(exchange).target().timedOut(work.step());
    }
    work.group().failed |= ruling.result() != Result.DONE;
    if (ruling.ended()) {
      work.group().ended = ruling.reason();
      work.group().missing |= ruling.missing();
    }
    // Concluded first: an aborted cycle gives what has no conclusion a cautious one.
    try {
      if (ruling.ended() && work.group().missing) {
        String targetId = exchange.getVariable(TargetVariables.TARGET_ID, String.class);
        journal.conclude(
            Cycle.of(exchange),
            WriteOutcome.missing(work.key(), work.step(), targetId, ruling.reason()));
      } else {
        conclude(exchange, ruling.result(), ruling.reason(), ruling.ended());
      }
    } catch (RuntimeException e) {
      // The next cycle finds its step in the journal without an end.
      Cycle.of(exchange).guard().abort(e);
    }
    heed(Cycle.of(exchange), ruling);
  }

  /** A target that is down would put one record after the other in doubt. */
  static void heed(Cycle cycle, FailureClassifier.FailureOutcome ruling) {
    if (ruling.aborts() != null) {
      cycle.guard().abort(ruling.aborts());
    } else if (ruling.silent()) {
      if (cycle.target().unanswered() >= SILENT) {
        cycle.guard().abort(new TargetSilent(SILENT, ruling.reason()));
      }
    } else if (ruling.result() == Result.REJECTED) {
      cycle.target().answered();
    }
  }

  private void conclude(Exchange exchange, Result result, String reason, boolean ended) {
    PendingWrite work = exchange.getVariable(WORK, PendingWrite.class);
    String targetId = exchange.getVariable(TargetVariables.TARGET_ID, String.class);
    WriteOutcome answer =
        new WriteOutcome(
            work.key(), work.step(), result, targetId, reason == null ? "" : reason, ended);
    boolean ours = exchange.getVariable(TargetVariables.OURS, false, Boolean.class);
    journal.conclude(Cycle.of(exchange), ours ? answer.oursBefore() : answer);
  }

  private static void notReached(@Nullable String reason) {
    throw new NotReached(reason == null ? "the cycle stopped" : reason);
  }

  /** The change was not begun, because something before it failed. */
  static final class NotReached extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotReached(String message) {
      super(message);
    }
  }

  /** There is no counterpart any more that the change could be made to. */
  static final class EndedBefore extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EndedBefore(String message) {
      super(message);
    }
  }

  /** The target's failure, whatever each of its answers said. */
  static final class TargetSilent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TargetSilent(int times, String lastReason) {
      super(
          ("The target left %d writes one after the other without a usable answer; the cycle stops"
                  + " before it puts everything in doubt. The next cycle looks for what was done."
                  + " The last one: %s")
              .formatted(times, lastReason));
    }
  }
}
