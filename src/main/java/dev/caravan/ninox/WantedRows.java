package dev.caravan.ninox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.config.Settings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives wanted records the form of their table: columns that it lacks or computes are left out and
 * reported, values are converted. Done before they are compared, so that a column that is added
 * later is filled then. Thread-safe.
 */
public final class WantedRows {
  private static final Logger LOG = LoggerFactory.getLogger(WantedRows.class);

  private final NinoxTables tables;
  private final Settings settings;
  private final InstantSource clock;

  /** What was reported, by sync: each column once in the life of the process. */
  private final Map<String, Set<String>> reported = new ConcurrentHashMap<>();

  public WantedRows(NinoxTables tables, Settings settings, InstantSource clock) {
    this.tables = tables;
    this.settings = settings;
    this.clock = clock;
  }

  /** Changes the wanted records in the body. */
  public void fit(Exchange exchange) {
    String sync = exchange.getVariable("sync", String.class);
    // What the table was read from is not needed any more.
    exchange.removeVariable("tableRead");
    Table table = tables.of(exchange);
    boolean kept = isMarked(settings, sync);
    Set<String> lacking = new TreeSet<>();
    for (JsonNode node : exchange.getMessage().getBody(ArrayNode.class)) {
      ObjectNode record = (ObjectNode) node;
      Fitting fitting = new Fitting(table, clock.instant(), lacking);
      for (String member : new String[] {"create", "update"}) {
        if (record.get(member) instanceof ObjectNode fields) {
          record.set(member, fitting.fit(fields));
        }
      }
      // Only named here: it is fitted when it is written, which may be much later.
      if (record.get("close") instanceof ObjectNode fields) {
        fields.fieldNames().forEachRemaining(fitting::column);
      }
      about(record).put("reopens", kept);
    }
    report(sync, table, lacking);
  }

  /** The fields that the table can take, in the form that it takes. */
  static ObjectNode fit(Table table, ObjectNode fields, Instant now, Set<String> lacking) {
    return new Fitting(table, now, lacking).fit(fields);
  }

  /** One record: what is said twice of it, in create and update, is converted once. */
  private record Fitting(
      Table table, Instant now, Set<String> lacking, Map<String, Converted> done) {
    Fitting(Table table, Instant now, Set<String> lacking) {
      this(table, now, lacking, new HashMap<>());
    }

    ObjectNode fit(ObjectNode fields) {
      ObjectNode fitting = fields.objectNode();
      for (Map.Entry<String, JsonNode> field : fields.properties()) {
        Column column = column(field.getKey());
        if (column != null) {
          fitting.set(field.getKey(), converted(column, field.getKey(), field.getValue()));
        }
      }
      return fitting;
    }

    /** The column of that name; absent, and noted, where nothing can be written to it. */
    @Nullable Column column(String name) {
      Column column = table.columns().get(name);
      if (column == null || !column.writable() || name.equals(Table.MARKER)) {
        lacking.add(name);
        return null;
      }
      return column;
    }

    private JsonNode converted(Column column, String name, JsonNode value) {
      Converted before = done.get(name);
      if (before != null && before.from == value) {
        return before.to;
      }
      JsonNode to = Conversion.convert(column, value, now);
      done.put(name, new Converted(value, to));
      return to;
    }
  }

  private record Converted(JsonNode from, JsonNode to) {}

  /** Whether the row of a record that is gone stays, marked, to be taken up if it returns. */
  static boolean isMarked(Settings settings, String sync) {
    return !settings.value(sync + ".on-removed").orElse("mark").equals("delete");
  }

  private static ObjectNode about(ObjectNode record) {
    return record.get("about") instanceof ObjectNode about ? about : record.putObject("about");
  }

  private void report(String sync, Table table, Set<String> lacking) {
    Set<String> known = reported.computeIfAbsent(sync, key -> ConcurrentHashMap.newKeySet());
    if (known.addAll(lacking)) {
      LOG.warn(
          "{}: the Ninox table {} lacks the columns {} or computes them; they are left out. Add them"
              + " in Ninox to have them filled",
          sync,
          table.name(),
          String.join(", ", lacking));
    }
  }
}
