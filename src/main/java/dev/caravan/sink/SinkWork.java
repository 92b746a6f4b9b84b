package dev.caravan.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.cycle.Cycle;
import dev.caravan.cycle.Cycles;
import dev.caravan.reconcile.Answer;
import dev.caravan.reconcile.Answer.Result;
import dev.caravan.reconcile.Journal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a sink around its calls. Thread-safe; the state of a change is in its exchange.
 *
 * <p>Variables: {@code change} (the change), {@code op}, {@code targetId}; a route sets {@code
 * targetId} once a create gave it, {@code ended} when a person ended the counterpart, and {@code
 * reason} for the story.
 */
public final class SinkWork {
  private static final String WORK = "sinkWork";

  private final Cycles cycles;
  private final Journal journal;
  private final Failures failures = new Failures();

  public SinkWork(Cycles cycles, Journal journal) {
    this.cycles = cycles;
    this.journal = journal;
  }

  /**
   * The changes of a page by record: the records may be worked on side by side, each one's changes
   * not.
   */
  public List<List<Work>> byKey(Iterable<JsonNode> changes) {
    Map<String, List<Work>> byKey = new LinkedHashMap<>();
    Map<String, AtomicBoolean> groups = new LinkedHashMap<>();
    for (JsonNode change : changes) {
      String key = change.path("key").asText();
      AtomicBoolean group = groups.computeIfAbsent(key, any -> new AtomicBoolean());
      byKey
          .computeIfAbsent(key, any -> new ArrayList<>())
          .add(new Work((ObjectNode) change, group, new AtomicBoolean()));
    }
    return List.copyOf(byKey.values());
  }

  /** Takes up the change in the body. */
  public void take(Exchange exchange) {
    Work work = exchange.getMessage().getBody(Work.class);
    exchange.setVariable(WORK, work);
    exchange.setVariable("change", work.change());
    exchange.setVariable("op", work.op());
    exchange.setVariable("targetId", work.targetId().asText(null));
    exchange.removeVariable("ended");
    exchange.removeVariable("reason");
    if (work.group().get()) {
      throw new NotReached("an earlier change of the same record failed");
    }
    cycle(exchange).failure().ifPresent(reason -> notReached(reason.getMessage()));
  }

  /** The next call writes. After this, an answer that never comes means doubt. */
  public void begin(Exchange exchange) {
    Work work = exchange.getVariable(WORK, Work.class);
    Cycle cycle = cycle(exchange);
    if (work == null || work.step() == 0) {
      cycle.requireWritable();
      return;
    }
    journal.begin(cycle, work.step());
    work.writing().set(true);
  }

  /** Whether an earlier attempt at the change may have succeeded. */
  public boolean isRetry(JsonNode change) {
    return change.path("retry").asBoolean(false);
  }

  /** The change was done. */
  public void done(Exchange exchange) {
    boolean ended = exchange.getVariable("ended", false, Boolean.class);
    conclude(exchange, Result.DONE, exchange.getVariable("reason", "", String.class), ended);
  }

  /** The change failed with the exception that the exchange caught. */
  public void failed(Exchange exchange) {
    Exception caught = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class);
    Work work = exchange.getVariable(WORK, Work.class);
    Failures.Ruling ruling = failures.rule(caught, work);
    work.group().set(work.group().get() || ruling.result() != Result.DONE);
    // Concluded first: an aborted cycle gives what has no conclusion a cautious one.
    conclude(exchange, ruling.result(), ruling.reason(), ruling.ended());
    if (ruling.aborts() != null) {
      cycle(exchange).abort(ruling.aborts());
    }
  }

  private void conclude(Exchange exchange, Result result, String reason, boolean ended) {
    Work work = exchange.getVariable(WORK, Work.class);
    String targetId = exchange.getVariable("targetId", String.class);
    Answer answer =
        new Answer(work.key(), work.step(), result, targetId, reason == null ? "" : reason, ended);
    journal.conclude(cycle(exchange), answer);
    exchange.getMessage().setBody(answer.json());
  }

  private Cycle cycle(Exchange exchange) {
    return cycles.current(exchange.getVariable("sync", String.class));
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
}
