package dev.caravan.vendors.ninox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.account.Account;
import dev.caravan.account.Accounts;
import dev.caravan.call.Answers;
import dev.caravan.call.CallVariables;
import dev.caravan.config.Settings;
import dev.caravan.config.SyncSettings;
import dev.caravan.cycle.Cycle;
import dev.caravan.cycle.Cycles;
import dev.caravan.cycle.OperatorActionRequired;
import dev.caravan.paging.Pages;
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

  private final Accounts accounts;
  private final Settings settings;
  private final NinoxDatabases databases;
  private final Cycles cycles;
  private final Map<String, String> tableIds = new ConcurrentHashMap<>();
  private final Map<String, Read> tables = new ConcurrentHashMap<>();

  public NinoxTables(
      Accounts accounts, Settings settings, NinoxDatabases databases, Cycles cycles) {
    this.accounts = accounts;
    this.settings = settings;
    this.databases = databases;
    this.cycles = cycles;
  }

  /** What was read; for the cycle, or for none. */
  private record Read(Optional<Cycle> cycle, TableSchema table) {}

  /** Whether this cycle has yet to read the table; beside a cycle it is always read. */
  public boolean due(Exchange exchange, String end) {
    Read read = tables.get(key(exchange, end));
    Optional<Cycle> cycle = cycles.find(sync(exchange));
    return read == null || cycle.isEmpty() || !cycle.equals(read.cycle());
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
            NinoxLists.of(exchange, Answers.tree(exchange), account), wanted, "table", setting);
    String id = found.path("id").asText();
    tableIds.put(key, id);
    TableSchema table =
        new TableSchema(
            found.path("name").asText(id),
            "%s/%s/records".formatted(databases.tablesUrl(exchange), Account.encoded(id)),
            "%s/%s".formatted(databases.identity(exchange), id),
            TableSchema.columns(found, Column.Forms.of(account)));
    if (end.equals(TARGET)) {
      table.requireMarker();
    }
    tables.put(key, new Read(cycles.find(sync(exchange)), table));
  }

  /** Ids of team, database and table: what the ledger belongs to. */
  public String identity(Exchange exchange, String end) {
    return of(exchange, end).identity();
  }

  /** Makes the variables for reading all records of the source's table. */
  public void beginPages(Exchange exchange) {
    exchange.setVariable(Pages.COLLECTION, "records");
    exchange.setVariable(CallVariables.URL, source(exchange).pageUrl(""));
  }

  /** The address of the source's record in the variable {@code key}. */
  public String recordUrl(Exchange exchange) {
    return source(exchange).records()
        + "/"
        + Account.encoded(exchange.getVariable("key", String.class));
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
    Read read = tables.get(key(exchange, end));
    if (read == null) {
      throw new IllegalStateException(
          "The %s table of %s was not read yet".formatted(end, sync(exchange)));
    }
    return read.table();
  }

  private String configured(Exchange exchange, String end, String setting) {
    SyncSettings sync = settings.sync(sync(exchange));
    Optional<String> table = end.equals(TARGET) ? sync.targetTable() : sync.sourceTable();
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
