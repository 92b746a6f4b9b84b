package dev.caravan.ninox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.call.Answers;
import dev.caravan.call.Missing;
import dev.caravan.call.Names;
import dev.caravan.call.Rejected;
import dev.caravan.config.Settings;
import dev.caravan.reconcile.Answer;
import dev.caravan.reconcile.Answer.Result;
import dev.caravan.reconcile.Doubts.Duplicate;
import dev.caravan.sink.BatchWork;
import dev.caravan.sink.Work;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The steps of writing rows: many at a time, and fewer and fewer where Ninox refuses a batch, until
 * the bad row stands alone. A row that an answer names is done, all others are in doubt.
 * Thread-safe; the state of a batch is in its exchange.
 */
public final class RowSink {
  /** Most rows of one write; nobody knows what Ninox allows, and clients have sent so many. */
  static final int MOST = 100;

  private static final String BATCH = "rowBatch";
  private static final String CLOSE = "close";

  private final BatchWork work;
  private final NinoxTables tables;
  private final Settings settings;
  private final InstantSource clock;

  /** Markers of rows that a good answer left out; they are sent alone from then on. */
  private final Set<String> alone = ConcurrentHashMap.newKeySet();

  public RowSink(BatchWork work, NinoxTables tables, Settings settings, InstantSource clock) {
    this.work = work;
    this.tables = tables;
    this.settings = settings;
    this.clock = clock;
  }

  /** A page's changes in batches that may be written side by side. */
  public List<List<Work>> batches(Iterable<JsonNode> changes) {
    return work.batches(changes, MOST);
  }

  /** Takes up the batch in the body. */
  public void take(Exchange exchange) {
    work.announce(sync(exchange));
    RowBatch batch = new RowBatch();
    List<Work> together = new ArrayList<>();
    List<Work> alone = new ArrayList<>();
    boolean marked = WantedRows.isMarked(settings, sync(exchange));
    for (Object item : exchange.getMessage().getBody(List.class)) {
      Work change = (Work) item;
      if (change.op().equals("comment")) {
        batch.answer(change.answer(Result.DONE, "rows have no comments", false));
      } else if ((change.op().equals(CLOSE) && !marked) || this.alone.contains(change.marker())) {
        alone.add(change);
      } else {
        together.add(change);
      }
    }
    batch.add(together);
    alone.forEach(change -> batch.add(List.of(change)));
    exchange.setVariable(BATCH, batch);
  }

  /** Whether a part of the batch is left; it is in hand then. */
  public boolean more(Exchange exchange) {
    RowBatch batch = batch(exchange);
    var stopped = work.stopped(sync(exchange));
    if (stopped.isPresent()) {
      batch.drop().forEach(one -> batch.answer(notSent(one, stopped.get())));
    }
    return batch.next();
  }

  /** Sets the variables rowIds and mustLook: rows of the part in hand to be looked at before. */
  public void prepare(Exchange exchange) {
    RowBatch batch = batch(exchange);
    List<Long> ids =
        batch.inHand().stream()
            .filter(change -> !change.op().equals("create"))
            .map(RowSink::row)
            .filter(id -> !batch.looked.containsKey(id))
            .toList();
    exchange.setVariable("rowIds", ids);
    exchange.setVariable("mustLook", !ids.isEmpty());
  }

  /** Keeps which marker each row carries; a row that is gone carries none. */
  public void looked(Exchange exchange) {
    @SuppressWarnings("unchecked")
    Map<Long, String> markers = exchange.getVariable("rowMarkers", Map.class);
    batch(exchange).looked.putAll(markers);
  }

  /** Makes the request of the part in hand; the variable mustSend says whether there is any. */
  public void compose(Exchange exchange) {
    RowBatch batch = batch(exchange);
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    List<Work> sent = new ArrayList<>();
    exchange.setVariable(Names.METHOD, "POST");
    exchange.setVariable(Names.URL, tables.recordsUrl(exchange));
    for (Work change : batch.inHand()) {
      Answer settled = settled(batch, change);
      ObjectNode fields = settled == null ? fields(exchange, change) : rows.objectNode();
      if (settled != null) {
        batch.answer(settled);
      } else if (isDelete(exchange, change)) {
        exchange.setVariable(Names.METHOD, "DELETE");
        exchange.setVariable(
            Names.URL, tables.recordsUrl(exchange) + "/" + change.targetId().asText());
        sent.add(change);
      } else if (fields.isEmpty()) {
        batch.answer(change.answer(Result.DONE, "nothing to change", false));
      } else {
        ObjectNode row = rows.addObject();
        if (!change.op().equals("create")) {
          row.put("id", row(change));
        }
        row.set("fields", fields);
        sent.add(change);
      }
    }
    batch.inHand(sent);
    exchange.setVariable("mustSend", !sent.isEmpty());
    exchange.getMessage().setBody(sent.isEmpty() ? null : rows.toString());
  }

  /** The request is about to be sent. */
  public void begin(Exchange exchange) {
    work.begin(exchange, batch(exchange).inHand());
  }

  /** Reads which rows the answer names. */
  public void answered(Exchange exchange) {
    RowBatch batch = batch(exchange);
    boolean delete = "DELETE".equals(exchange.getVariable(Names.METHOD, String.class));
    Named named = delete ? Named.NOTHING : Named.of(exchange.getMessage().getBody(String.class));
    for (Work change : batch.inHand()) {
      Long row =
          change.op().equals("create")
              ? named.byMarker().get(change.marker())
              : named.ids().contains(row(change)) ? Long.valueOf(row(change)) : null;
      if (delete) {
        batch.answer(change.gone("its record is gone, so the row was deleted"));
      } else if (row != null) {
        work.answered(sync(exchange));
        alone.remove(change.marker());
        batch.answer(change.done(row.toString()));
      } else {
        if (!named.ids().isEmpty()) {
          alone.add(change.marker());
        }
        batch.answer(
            change.answer(Result.IN_DOUBT, "Ninox took the rows but did not name this one", false));
      }
    }
  }

  /** The part in hand failed with the exception that the exchange caught. */
  public void failed(Exchange exchange) {
    Exception caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    RowBatch batch = batch(exchange);
    List<Work> part = batch.inHand();
    if (part.size() > 1 && isOfOneRow(caught, part)) {
      batch.halve();
      return;
    }
    List<Answer> answers = part.stream().map(change -> work.failed(caught, change)).toList();
    if (part.size() == 1 && caught instanceof Rejected) {
      alone.remove(part.get(0).marker());
    }
    answers.forEach(batch::answer);
    // What is known is written down first: an aborted cycle gives the rest a cautious end.
    work.concludeNow(sync(exchange), batch.unsaid());
    // One call failed, however many changes it was to make.
    work.stopIfOfTheAccount(sync(exchange), caught, part.get(0));
  }

  /** The batch is through: its answers go to the journal and to the sink's caller. */
  public void answer(Exchange exchange) {
    work.conclude(sync(exchange), batch(exchange).unsaid());
    RowBatch batch = (RowBatch) exchange.removeVariable(BATCH);
    ArrayNode answers = JsonNodeFactory.instance.arrayNode();
    batch.answers().forEach(answer -> answers.add(answer.json()));
    exchange.getMessage().setBody(answers);
  }

  /** Makes the request that takes our marker from a surplus row; the row itself stays. */
  public void retire(Exchange exchange) {
    Duplicate duplicate = exchange.getMessage().getBody(Duplicate.class);
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("id", Long.parseLong(duplicate.targetId()));
    row.putObject("fields").put(Table.MARKER, "double of row " + duplicate.keptId());
    exchange.setVariable(Names.METHOD, "POST");
    exchange.setVariable(Names.URL, tables.recordsUrl(exchange));
    work.begin(exchange, List.of());
    exchange.getMessage().setBody(JsonNodeFactory.instance.arrayNode().add(row).toString());
  }

  /** What is settled without a request: a row that is gone, or is not ours any more. */
  private static @Nullable Answer settled(RowBatch batch, Work change) {
    if (change.op().equals("create")) {
      return null;
    }
    String marker = batch.looked.getOrDefault(row(change), "");
    if (marker.equals(RowLook.GONE)) {
      return change.gone("the row is gone from the table");
    }
    return marker.equals(change.marker())
        ? null
        : change.answer(
            Result.REJECTED,
            "Row %s does not carry our marker %s any more; it is left alone"
                .formatted(change.targetId().asText(), change.marker()),
            false);
  }

  /**
   * The columns to write: all of a new row, of a known one those that differ from the last time.
   */
  private ObjectNode fields(Exchange exchange, Work change) {
    JsonNode payload = change.change().path("payload");
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    switch (change.op()) {
      case "create" -> {
        payload
            .properties()
            .forEach(
                field -> {
                  if (!field.getValue().isNull()) {
                    fields.set(field.getKey(), field.getValue());
                  }
                });
        fields.put(Table.MARKER, change.marker());
      }
      case CLOSE ->
          fields.setAll(
              WantedRows.fit(
                  tables.of(exchange), (ObjectNode) payload, clock.instant(), new TreeSet<>()));
      default -> {
        boolean whole = change.change().path("whole").asBoolean(false);
        JsonNode written = whole ? fields : change.change().path("written");
        payload
            .properties()
            .forEach(
                field -> {
                  if (!field.getValue().equals(written.get(field.getKey()))) {
                    fields.set(field.getKey(), field.getValue());
                  }
                });
      }
    }
    return fields;
  }

  private boolean isDelete(Exchange exchange, Work change) {
    return change.op().equals(CLOSE) && !WantedRows.isMarked(settings, sync(exchange));
  }

  /** 404 means a missing row only where rows were named; else the whole table is. */
  private static boolean isOfOneRow(Exception caught, List<Work> part) {
    return caught instanceof Rejected
        || (caught instanceof Missing
            && part.stream().anyMatch(change -> !change.op().equals("create")));
  }

  private static Answer notSent(Work change, RuntimeException reason) {
    return change.answer(Result.NOT_SENT, String.valueOf(reason.getMessage()), false);
  }

  private static long row(Work change) {
    return change.targetId().asLong();
  }

  private static RowBatch batch(Exchange exchange) {
    return exchange.getVariable(BATCH, RowBatch.class);
  }

  private static String sync(Exchange exchange) {
    return exchange.getVariable("sync", String.class);
  }

  /** The rows that an answer names. */
  private record Named(Map<String, Long> byMarker, Set<Long> ids) {
    static final Named NOTHING = new Named(Map.of(), Set.of());

    /** An answer without rows names nothing; what it means is for a look at the table. */
    static Named of(@Nullable String body) {
      JsonNode answer = Answers.treeOrNothing(body);
      Map<String, Long> byMarker = new HashMap<>();
      Set<Long> ids = new TreeSet<>();
      for (JsonNode row :
          answer.isArray() ? answer : JsonNodeFactory.instance.arrayNode().add(answer)) {
        if (row.path("id").canConvertToLong()) {
          long id = row.path("id").asLong();
          ids.add(id);
          byMarker.put(row.path("fields").path(Table.MARKER).asText(), id);
        }
      }
      return new Named(byMarker, ids);
    }
  }
}
