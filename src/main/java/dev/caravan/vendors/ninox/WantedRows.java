package dev.caravan.vendors.ninox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.config.Settings;
import dev.caravan.cycle.Cycle;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives wanted records the form of their table: columns that it lacks or computes are left out and
 * reported, values are converted. Done before they are compared, so that a column that is added
 * later is filled then. Thread-safe.
 */
public final class WantedRows {
  private static final Logger LOG = LoggerFactory.getLogger(WantedRows.class);

  /** What the pages of a cycle had so far. */
  private static final Cycle.StateKey<Misfits> MISFITS = new Cycle.StateKey<>(Misfits.class);

  private final NinoxTables tables;
  private final Settings settings;
  private final InstantSource clock;

  /** What was logged, by sync: each sentence once in the life of the process. */
  private final Map<String, Set<String>> logged = new ConcurrentHashMap<>();

  public WantedRows(NinoxTables tables, Settings settings, InstantSource clock) {
    this.tables = tables;
    this.settings = settings;
    this.clock = clock;
  }

  /** Changes the wanted records in the body, and notes in the cycle what does not fit. */
  public void fit(Exchange exchange) {
    Cycle cycle = Cycle.of(exchange);
    // What the table was read from is not needed any more.
    exchange.removeVariable("tableRead");
    Misfits misfits = cycle.state(MISFITS, Misfits::new);
    TableSchema table = tables.target(exchange);
    fit(
        table,
        exchange.getMessage().getBody(ArrayNode.class),
        NinoxRows.isMarked(settings, cycle.sync()),
        misfits);
    misfits
        .sentences(table)
        .forEach(
            (topic, sentence) -> {
              cycle.progress().note(topic, sentence);
              log(cycle, sentence);
            });
  }

  /** What of the wanted records in the body would not fit, in sentences; for beside a cycle. */
  public List<String> review(Exchange exchange) {
    Misfits misfits = new Misfits();
    TableSchema table = tables.target(exchange);
    fit(table, exchange.getMessage().getBody(ArrayNode.class), true, misfits);
    return List.copyOf(misfits.sentences(table).values());
  }

  private void fit(TableSchema table, ArrayNode records, boolean kept, Misfits misfits) {
    Fitting fitting = new Fitting(table, clock.instant(), misfits);
    for (JsonNode node : records) {
      ObjectNode record = (ObjectNode) node;
      for (String member : new String[] {"create", "update"}) {
        if (record.get(member) instanceof ObjectNode fields) {
          record.set(member, fitting.fit(fields));
        }
      }
      // Only named here: it is fitted when it is written, which may be much later.
      if (record.get("close") instanceof ObjectNode fields) {
        fitting.look(fields);
      }
      about(record).put("reopens", kept);
    }
  }

  private static ObjectNode about(ObjectNode record) {
    return record.get("about") instanceof ObjectNode about ? about : record.putObject("about");
  }

  /** A plan shows its notes itself. */
  private void log(Cycle cycle, String sentence) {
    boolean isNew =
        logged.computeIfAbsent(cycle.sync(), name -> ConcurrentHashMap.newKeySet()).add(sentence);
    if (isNew && !cycle.planning()) {
      LOG.warn("{}: {}", cycle.sync(), sentence);
    }
  }
}
