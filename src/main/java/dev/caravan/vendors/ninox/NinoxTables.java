package dev.caravan.vendors.ninox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.caravan.account.Account;
import dev.caravan.account.Accounts;
import dev.caravan.call.Answers;
import dev.caravan.call.CallVariables;
import dev.caravan.call.ErrorText;
import dev.caravan.call.Missing;
import dev.caravan.call.Redaction;
import dev.caravan.config.Settings;
import dev.caravan.config.SyncSettings;
import dev.caravan.cycle.Cycle;
import dev.caravan.cycle.OperatorActionRequired;
import dev.caravan.paging.Pages;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Finds the table of a sync and reads its columns, once a cycle. Team and database are looked up
 * once in the life of the process; so is the table, whose name people may change meanwhile.
 * Thread-safe.
 *
 * <p>Variables: {@code sync}, {@code account}, and {@code end}, which says whether the table is the
 * sync's {@code source} or {@code target}.
 */
public final class NinoxTables {
  /** Clients have seen as many honoured. */
  static final int PER_PAGE = 500;

  /** Of what Ninox says instead of a list. */
  private static final int MOST_SAID = 300;

  private static final Cycle.Key<Tables> TABLES = new Cycle.Key<>(Tables.class);
  private static final String READ = "tables";

  private final Accounts accounts;
  private final Settings settings;
  private final Map<String, Place> places = new ConcurrentHashMap<>();
  private final Map<String, String> tableIds = new ConcurrentHashMap<>();

  public NinoxTables(Accounts accounts, Settings settings) {
    this.accounts = accounts;
    this.settings = settings;
  }

  /** Where an account's database is. */
  private record Place(String team, String database) {}

  /** The tables that were read, by the end of the sync that they are. */
  private static final class Tables {
    final Map<String, TableSchema> byEnd = new ConcurrentHashMap<>();
  }

  /** Whether this cycle has yet to read the table; beside a cycle it is always read. */
  public boolean due(Exchange exchange) {
    return Cycle.find(exchange).isEmpty() || !tables(exchange).containsKey(end(exchange));
  }

  /** Whether team and database are yet to be found. */
  public boolean placeUnknown(Exchange exchange) {
    return !places.containsKey(account(exchange).name());
  }

  /**
   * The address of all teams.
   *
   * @throws OperatorActionRequired when the base URL is that of Ninox 4
   */
  public String teamsUrl(Exchange exchange) {
    Account account = account(exchange);
    Ninox4.refuseAddress(account);
    return account.url("teams-path");
  }

  /** Looks the team up among those in the body; the variable {@code team} is its id then. */
  public void team(Exchange exchange) {
    Account account = account(exchange);
    JsonNode teams = Answers.tree(exchange);
    Ninox4.refuseAnswer(account, teams);
    JsonNode team =
        TableSchema.find(
            array(exchange, teams), account.setting("team"), "team", account.name() + ".team");
    exchange.setVariable("team", team.path("id").asText());
    exchange.setVariable("teamName", team.path("name").asText());
  }

  /** The team list is not there, so this is no classic Ninox. */
  public void noTeams(Exchange exchange) {
    Missing missing = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Missing.class);
    throw Ninox4.notClassic(account(exchange), missing);
  }

  /** What the credential opens, as JSON text: the names of team and database. */
  public String opened(Exchange exchange) {
    String name =
        "%s / %s"
            .formatted(
                exchange.getVariable("teamName", String.class),
                exchange.getVariable("database", String.class));
    return JsonNodeFactory.instance.objectNode().put("name", name).toString();
  }

  public String databasesUrl(Exchange exchange) {
    return "%s/%s/databases"
        .formatted(
            account(exchange).url("teams-path"),
            encoded(exchange.getVariable("team", String.class)));
  }

  /** Looks the database up among those in the body, and keeps where it is. */
  public void database(Exchange exchange) {
    Account account = account(exchange);
    JsonNode database =
        TableSchema.find(
            array(exchange, Answers.tree(exchange)),
            account.setting("database"),
            "database",
            account.name() + ".database");
    exchange.setVariable("database", database.path("name").asText());
    places.put(
        account.name(),
        new Place(exchange.getVariable("team", String.class), database.path("id").asText()));
  }

  public String tablesUrl(Exchange exchange) {
    Place place = place(exchange);
    return "%s/%s/databases/%s/tables"
        .formatted(
            account(exchange).url("teams-path"), encoded(place.team()), encoded(place.database()));
  }

  /**
   * Keeps the table, which is one of those in the body, for the rest of the cycle.
   *
   * @throws OperatorActionRequired when there is no such table, or a target lacks the field for our
   *     marker
   */
  public void table(Exchange exchange) {
    String end = end(exchange);
    String key = key(exchange);
    String setting = "%s.%s-table".formatted(sync(exchange), end);
    String wanted = tableIds.getOrDefault(key, configured(exchange, end, setting));
    JsonNode found =
        TableSchema.find(array(exchange, Answers.tree(exchange)), wanted, "table", setting);
    String id = found.path("id").asText();
    tableIds.put(key, id);
    Place place = place(exchange);
    TableSchema table =
        new TableSchema(
            found.path("name").asText(id),
            "%s/%s/records".formatted(tablesUrl(exchange), encoded(id)),
            "%s/%s/%s".formatted(place.team(), place.database(), id),
            TableSchema.columns(found, Column.Forms.of(account(exchange))));
    if (end.equals("target")) {
      table.requireMarker();
    }
    tables(exchange).put(end, table);
  }

  /** Ids of team, database and table: what the ledger belongs to. */
  public String identity(Exchange exchange) {
    return of(exchange).identity();
  }

  /** The address of the table's records. */
  public String recordsUrl(Exchange exchange) {
    return of(exchange).records();
  }

  /** Makes the variables for reading all records of the source's table. */
  public void beginPages(Exchange exchange) {
    exchange.setVariable("end", "source");
    exchange.setVariable(Pages.COLLECTION, "records");
    exchange.setVariable(
        CallVariables.URL, "%s?perPage=%d&page=0".formatted(recordsUrl(exchange), PER_PAGE));
  }

  /** The address of the source's record in the variable {@code key}. */
  public String recordUrl(Exchange exchange) {
    exchange.setVariable("end", "source");
    return recordsUrl(exchange) + "/" + encoded(exchange.getVariable("key", String.class));
  }

  /** The table that this cycle has read. */
  TableSchema of(Exchange exchange) {
    TableSchema table = tables(exchange).get(end(exchange));
    if (table == null) {
      throw new IllegalStateException(
          "The table of %s was not read yet; direct:ninox-table reads it"
              .formatted(sync(exchange)));
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

  private JsonNode array(Exchange exchange, JsonNode answer) {
    JsonNode list = list(answer);
    if (list == null) {
      throw Answers.unreadable(
          exchange, "answered something else than a list: " + said(exchange, answer));
    }
    return list;
  }

  /** Ninox says 200 too where it has no list to give, for a used up quota, say. */
  private String said(Exchange exchange, JsonNode answer) {
    Account account = accounts.get(exchange.getVariable("account", String.class));
    String text =
        ErrorText.of(answer.toString(), body -> new Redaction(Set.of()).of(account, null, body));
    return text.length() <= MOST_SAID ? text : text.substring(0, MOST_SAID) + "…";
  }

  /** The list of an answer, which is bare or in an envelope; null where there is none. */
  static @Nullable JsonNode list(JsonNode answer) {
    return Stream.of(answer, answer.path("data"), answer.path("results"))
        .filter(JsonNode::isArray)
        .findFirst()
        .orElse(null);
  }

  private Place place(Exchange exchange) {
    Place place = places.get(account(exchange).name());
    if (place == null) {
      throw new IllegalStateException("Team and database were not looked up yet");
    }
    return place;
  }

  private Account account(Exchange exchange) {
    return accounts.get(exchange.getVariable(CallVariables.ACCOUNT, String.class));
  }

  private static String sync(Exchange exchange) {
    return exchange.getVariable("sync", String.class);
  }

  private static String end(Exchange exchange) {
    return exchange.getVariable("end", "target", String.class);
  }

  private static String key(Exchange exchange) {
    return sync(exchange) + "/" + end(exchange);
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
