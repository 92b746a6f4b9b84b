package dev.caravan.vendors.ninox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.caravan.account.Account;
import dev.caravan.account.Accounts;
import dev.caravan.call.Answers;
import dev.caravan.call.CallVariables;
import dev.caravan.config.Settings;
import dev.caravan.config.SyncSettings;
import dev.caravan.cycle.Cycle;
import dev.caravan.cycle.OperatorActionRequired;
import dev.caravan.text.Redaction;
import dev.caravan.text.UrlText;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;

/**
 * Finds the table of a sync and reads its columns, once a cycle. Which table it is is found out
 * once in the life of the process: people may change its name meanwhile. Thread-safe.
 *
 * <p>Variables: {@code sync} and {@code account}. A table is at one end of a sync: {@value #SOURCE}
 * or {@value #TARGET}.
 */
public final class NinoxTables {
  static final String SOURCE = "source";
  static final String TARGET = "target";

  private static final Cycle.StateKey<Tables> TABLES = new Cycle.StateKey<>(Tables.class);
  private static final String READ = "tables";

  private final Accounts accounts;
  private final Settings settings;
  private final NinoxDatabases databases;
  private final Redaction redaction;
  private final Map<String, String> tableIds = new ConcurrentHashMap<>();

  public NinoxTables(Accounts accounts, Settings settings, NinoxDatabases databases) {
    this.accounts = accounts;
    this.settings = settings;
    this.databases = databases;
    this.redaction = Redaction.of(settings.secrets());
  }

  /** The tables that were read, by the end of the sync that they are at. */
  private static final class Tables {
    final Map<String, TableSchema> byEnd = new ConcurrentHashMap<>();
  }

  /** Whether this cycle has yet to read the table; beside a cycle it is always read. */
  public boolean due(Exchange exchange, String end) {
    return Cycle.find(exchange).isEmpty() || !tables(exchange).containsKey(end);
  }

  /**
   * Keeps the table, which is one of those in the body, for the rest of the cycle.
   *
   * @throws OperatorActionRequired when there is no such table, or a target lacks the field for our
   *     marker
   */
  public void table(Exchange exchange, String end) {
    String key = key(exchange, end);
    String setting = "%s.%s-table".formatted(sync(exchange), end);
    String wanted = tableIds.getOrDefault(key, configured(exchange, end, setting));
    Account account = accounts.get(exchange.getVariable(CallVariables.ACCOUNT, String.class));
    JsonNode found =
        TableSchema.find(
            NinoxLists.of(exchange, Answers.tree(exchange), redaction), wanted, "table", setting);
    String id = found.path("id").asText();
    tableIds.put(key, id);
    TableSchema table =
        new TableSchema(
            found.path("name").asText(id),
            UrlText.below(databases.tablesUrl(exchange), UrlText.encoded(id) + "/records"),
            "%s/%s".formatted(databases.identity(exchange), id),
            TableSchema.columns(found, Column.Forms.of(account)));
    if (end.equals(TARGET)) {
      table.requireMarker();
    }
    tables(exchange).put(end, table);
  }

  /** Ids of team, database and table: what the ledger belongs to. */
  public String identity(Exchange exchange, String end) {
    return of(exchange, end).identity();
  }

  /** Rows as the source's table may hold them, canonical. */
  public ArrayNode sample(Exchange exchange) {
    return SampleRows.of(source(exchange));
  }

  /** The address of the source's record in the variable {@code key}. */
  public String recordUrl(Exchange exchange) {
    return UrlText.below(
        source(exchange).records(), UrlText.encoded(exchange.getVariable("key", String.class)));
  }

  /** The source's table as this cycle has read it. */
  TableSchema source(Exchange exchange) {
    return of(exchange, SOURCE);
  }

  /** The target's table as this cycle has read it. */
  TableSchema target(Exchange exchange) {
    return of(exchange, TARGET);
  }

  private TableSchema of(Exchange exchange, String end) {
    TableSchema table = tables(exchange).get(end);
    if (table == null) {
      throw new IllegalStateException(
          "The %s table of %s was not read yet".formatted(end, sync(exchange)));
    }
    return table;
  }

  /** Those of the cycle; beside a cycle those of the exchange. */
  private static Map<String, TableSchema> tables(Exchange exchange) {
    Optional<Cycle> cycle = Cycle.find(exchange);
    if (cycle.isPresent()) {
      return cycle.get().state(TABLES, Tables::new).byEnd;
    }
    if (exchange.getVariable(READ) == null) {
      exchange.setVariable(READ, new Tables());
    }
    return exchange.getVariable(READ, Tables.class).byEnd;
  }

  private String configured(Exchange exchange, String end, String setting) {
    SyncSettings sync = settings.sync(sync(exchange));
    Optional<String> table = sync.extra(end + "-table");
    return table.orElseThrow(
        () ->
            new OperatorActionRequired("%s is not set; it names a Ninox table".formatted(setting)));
  }

  private static String sync(Exchange exchange) {
    return exchange.getVariable(CallVariables.SYNC, String.class);
  }

  private static String key(Exchange exchange, String end) {
    return sync(exchange) + "/" + end;
  }
}
