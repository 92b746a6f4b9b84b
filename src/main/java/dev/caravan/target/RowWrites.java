package dev.caravan.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.caravan.call.Answers;
import dev.caravan.call.CallVariables;
import dev.caravan.call.VendorFailure.Missing;
import dev.caravan.call.VendorFailure.Rejected;
import dev.caravan.cycle.Cycle;
import dev.caravan.cycle.TargetHealth;
import dev.caravan.ledger.WatchedMarker;
import dev.caravan.reconcile.journal.Journal;
import dev.caravan.reconcile.journal.WriteOutcome;
import dev.caravan.reconcile.journal.WriteOutcome.Result;
import dev.caravan.reconcile.search.FoundTarget;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;

/**
 * The steps of writing rows: many at a time, and fewer and fewer where the target refuses a batch,
 * until the bad row stands alone. Nobody knows whether a target takes such a call as a whole, so a
 * row that the answer names is done, all others are in doubt. A row is changed only while it
 * carries our marker. Thread-safe; the state of a batch is in its exchange.
 */
public final class RowWrites {
  private final Journal journal;
  private final BatchExecution work;
  private final RowTarget table;
  private final RowRequest request;
  private final InstantSource clock;

  /** Markers of rows that a good answer left out; they are sent alone from then on. */
  private final Set<String> alone = ConcurrentHashMap.newKeySet();

  public RowWrites(Journal journal, RowTarget table, InstantSource clock) {
    this.journal = journal;
    this.clock = clock;
    this.work = new BatchExecution(journal);
    this.table = table;
    this.request = new RowRequest(table);
  }

  /** A page's changes in batches that may be written side by side. */
  public List<List<PendingWrite>> batches(Iterable<JsonNode> changes) {
    return BatchExecution.batches(changes, table.mostInCall());
  }

  /** Takes up the batch in the body. */
  public void take(Exchange exchange) {
    // From here on, what never begins is known not to have been sent.
    journal.announced(Cycle.of(exchange));
    RowBatch batch = new RowBatch();
    List<PendingWrite> together = new ArrayList<>();
    List<PendingWrite> single = new ArrayList<>();
    for (Object item : exchange.getMessage().getBody(List.class)) {
      PendingWrite change = (PendingWrite) item;
      if (change.op().equals("comment")) {
        batch.answer(change.answer(Result.DONE, "rows have no comments", false));
      } else if (request.isDelete(exchange, change) || alone.contains(change.marker())) {
        single.add(change);
      } else {
        together.add(change);
      }
    }
    batch.add(together);
    single.forEach(change -> batch.add(List.of(change)));
    batch.putInto(exchange);
  }

  /** Whether a part of the batch is left. Takes none: a loop that ends asks too. */
  public boolean more(Exchange exchange) {
    RowBatch batch = RowBatch.of(exchange);
    Cycle.of(exchange)
        .guard()
        .failure()
        .ifPresent(
            reason ->
                batch
                    .drop()
                    .forEach(
                        one ->
                            batch.answer(unsent(batch, one, String.valueOf(reason.getMessage())))));
    return batch.hasNext();
  }

  /**
   * Takes the next part in hand, without its creates where none is to be sent any more. The
   * variable {@code since} says from when on a scan would find what became of a refused call.
   */
  public void next(Exchange exchange) {
    RowBatch batch = RowBatch.of(exchange);
    batch.next();
    exchange.setVariable(
        TargetVariables.SINCE, String.valueOf(batch.begunAt().minus(TargetHealth.SAME_TIME)));
    String stopped = journal.createsStopped(Cycle.of(exchange)).orElse(null);
    if (stopped != null) {
      Map<Boolean, List<PendingWrite>> creates =
          batch.inHand().stream().collect(Collectors.partitioningBy(PendingWrite::isCreate));
      creates
          .getOrDefault(true, List.of())
          .forEach(one -> batch.answer(unsent(batch, one, stopped)));
      batch.inHand(creates.getOrDefault(false, List.of()));
    }
  }

  /**
   * Whether it is yet to be seen what a refused call has done to rows of the part in hand: nobody
   * knows whether a target takes such a call as a whole.
   */
  public boolean lookDue(Exchange exchange) {
    RowBatch batch = RowBatch.of(exchange);
    return batch.inHand().stream().anyMatch(batch::isUnlooked);
  }

  /**
   * Takes what a scan found: those rows are done. The others are sent again, in the smaller part,
   * and stay under watch, in case that the list was late; where the scan did not see the whole list
   * they are in doubt.
   */
  public void looked(Exchange exchange) {
    RowBatch batch = RowBatch.of(exchange);
    Cycle cycle = Cycle.of(exchange);
    boolean steady = exchange.getVariable(TargetVariables.STEADY, Boolean.class);
    Map<String, String> found = new HashMap<>();
    for (Object item : exchange.getMessage().getBody(List.class)) {
      FoundTarget row = (FoundTarget) item;
      found.merge(row.marker(), row.targetId(), (one, two) -> one);
    }
    Instant now = clock.instant();
    Set<String> settled = new HashSet<>();
    List<WatchedMarker> again = new ArrayList<>();
    for (PendingWrite change : batch.unlooked()) {
      String id = found.get(change.marker());
      if (id != null) {
        cycle.target().answered();
        batch.answer(change.done(id));
        settled.add(change.marker());
      } else if (!steady) {
        batch.answer(change.answer(Result.IN_DOUBT, "its call was refused as a whole", false));
        settled.add(change.marker());
      } else {
        again.add(
            new WatchedMarker(
                change.key(),
                change.change().path("generation").asInt(),
                change.marker(),
                batch.begunAt(),
                now,
                now));
      }
    }
    batch.looked(settled);
    journal.watch(cycle, again);
  }

  /** Makes the request of the part in hand; the variable mustSend says whether there is any. */
  public void compose(Exchange exchange) {
    request.compose(exchange, RowBatch.of(exchange));
  }

  /** The request is about to be sent. */
  public void begin(Exchange exchange) {
    work.begin(exchange, RowBatch.of(exchange).inHand());
    RowBatch.of(exchange).begun(Cycle.of(exchange).target().time(clock.instant()));
  }

  /** Reads which rows the answer names. */
  public void answered(Exchange exchange) {
    RowBatch batch = RowBatch.of(exchange);
    if (RowRequest.DELETE.equals(exchange.getVariable(CallVariables.METHOD, String.class))) {
      Cycle.of(exchange).target().answered();
      batch
          .inHand()
          .forEach(
              change -> batch.answer(change.removed("its record is gone, so the row was deleted")));
      return;
    }
    NamedRows named = NamedRows.of(table, Answers.treeOrNothing(exchange));
    for (PendingWrite change : batch.inHand()) {
      OptionalLong row = named.rowOf(change);
      if (row.isPresent()) {
        Cycle.of(exchange).target().answered();
        alone.remove(change.marker());
        batch.answer(change.done(Long.toString(row.getAsLong())));
      } else {
        if (!named.isEmpty()) {
          alone.add(change.marker());
        }
        batch.answer(
            change.answer(
                Result.IN_DOUBT,
                "%s took the rows but did not name this one".formatted(table.vendor()),
                false));
      }
    }
    if (named.isEmpty()) {
      journal.conclude(Cycle.of(exchange), batch.unsaid());
      work.unanswered(
          Cycle.of(exchange), "%s took the rows but named none of them".formatted(table.vendor()));
    }
  }

  /** The part in hand failed with the exception that the exchange caught. */
  public void failed(Exchange exchange) {
    Exception caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    RowBatch batch = RowBatch.of(exchange);
    List<PendingWrite> part = batch.inHand();
    if (part.size() > 1 && isOfOneRow(caught, part)) {
      batch.halve();
      return;
    }
    if (FailureClassifier.isTimeOut(caught)) {
      part.forEach(change -> Cycle.of(exchange).target().timedOut(change.step()));
    }
    List<WriteOutcome> answers =
        part.stream()
            .map(
                change ->
                    batch.isUnlooked(change)
                        ? unsent(batch, change, String.valueOf(caught.getMessage()))
                        : work.failed(caught, change))
            .toList();
    if (part.size() == 1 && caught instanceof Rejected) {
      alone.remove(part.get(0).marker());
    }
    answers.forEach(batch::answer);
    // What is known is written down first: an aborted cycle gives the rest a cautious end.
    journal.conclude(Cycle.of(exchange), batch.unsaid());
    // One call failed, however many changes it was to make.
    work.heed(Cycle.of(exchange), caught, part.get(0));
  }

  /** The batch is through: its answers go to the journal and to the sink's caller. */
  public void answer(Exchange exchange) {
    RowBatch batch = RowBatch.takeFrom(exchange);
    // The loop over the parts ends in silence when Caravan stops.
    batch.drop().forEach(one -> batch.answer(unsent(batch, one, "Caravan stopped before it")));
    journal.concludeSoon(Cycle.of(exchange), batch.unsaid());
    ArrayNode answers = JsonNodeFactory.instance.arrayNode();
    batch.answers().forEach(answer -> answers.add(answer.json()));
    exchange.getMessage().setBody(answers);
  }

  /** 404 means a missing row only where rows were named; else the whole table is. */
  private static boolean isOfOneRow(Exception caught, List<PendingWrite> part) {
    return caught instanceof Rejected
        || (caught instanceof Missing && part.stream().anyMatch(change -> !change.isCreate()));
  }

  /** What is not sent now was not done, unless an earlier call with it was refused. */
  private static WriteOutcome unsent(RowBatch batch, PendingWrite change, String reason) {
    Result result = batch.isUnlooked(change) ? Result.IN_DOUBT : Result.NOT_SENT;
    return change.answer(result, reason, false);
  }
}
