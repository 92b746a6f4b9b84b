package dev.caravan.vendors.ninox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.caravan.account.Account;
import dev.caravan.account.Accounts;
import dev.caravan.call.Answers;
import dev.caravan.call.CallVariables;
import dev.caravan.call.VendorFailure.Missing;
import dev.caravan.cycle.OperatorActionRequired;
import dev.caravan.text.Redaction;
import dev.caravan.text.UrlText;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;

/**
 * Looks up team and database of an account, each by id or name, once in the life of the process.
 * Thread-safe.
 */
public final class NinoxDatabases {
  private static final String TEAM = "ninoxTeam";

  private final Accounts accounts;
  private final Redaction redaction;
  private final Map<String, Located> found = new ConcurrentHashMap<>();

  public NinoxDatabases(Accounts accounts, Redaction redaction) {
    this.accounts = accounts;
    this.redaction = redaction;
  }

  /** A team or a database. */
  private record Named(String id, String name) {
    static Named of(JsonNode thing) {
      return new Named(thing.path("id").asText(), thing.path("name").asText());
    }
  }

  private record Located(Named team, Named database) {}

  /** Whether the account's database is yet to be found. */
  public boolean unknown(Exchange exchange) {
    return !found.containsKey(account(exchange).name());
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

  /** Looks the team up among those in the body. */
  public void team(Exchange exchange) {
    Account account = account(exchange);
    JsonNode teams = Answers.tree(exchange);
    Ninox4.refuseAnswer(account, teams);
    JsonNode team =
        TableSchema.find(
            NinoxLists.of(exchange, teams, redaction),
            account.setting("team"),
            "team",
            account.name() + ".team");
    exchange.setVariable(TEAM, Named.of(team));
  }

  /** The team list is not there, so this is no classic Ninox. */
  public void noTeams(Exchange exchange) {
    Missing missing = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Missing.class);
    throw Ninox4.notClassic(account(exchange), missing);
  }

  public String databasesUrl(Exchange exchange) {
    return databasesUrl(exchange, exchange.getVariable(TEAM, Named.class));
  }

  private String databasesUrl(Exchange exchange, Named team) {
    return UrlText.below(account(exchange).url("teams-path", team.id()), "databases");
  }

  /** Looks the database up among those in the body, and keeps where it is. */
  public void database(Exchange exchange) {
    Account account = account(exchange);
    JsonNode database =
        TableSchema.find(
            NinoxLists.of(exchange, Answers.tree(exchange), redaction),
            account.setting("database"),
            "database",
            account.name() + ".database");
    Named team = (Named) exchange.removeVariable(TEAM);
    found.put(account.name(), new Located(team, Named.of(database)));
  }

  /** What the credential opens, as JSON text: the names of team and database. */
  public String opened(Exchange exchange) {
    Located place = of(exchange);
    return JsonNodeFactory.instance
        .objectNode()
        .put("name", "%s / %s".formatted(place.team().name(), place.database().name()))
        .toString();
  }

  /** The address of the database's tables. */
  public String tablesUrl(Exchange exchange) {
    Located place = of(exchange);
    return UrlText.below(
        databasesUrl(exchange, place.team()), UrlText.encoded(place.database().id()) + "/tables");
  }

  /** Ids of team and database. */
  String identity(Exchange exchange) {
    Located place = of(exchange);
    return "%s/%s".formatted(place.team().id(), place.database().id());
  }

  private Located of(Exchange exchange) {
    Located place = found.get(account(exchange).name());
    if (place == null) {
      throw new IllegalStateException("Team and database were not looked up yet");
    }
    return place;
  }

  private Account account(Exchange exchange) {
    return accounts.get(exchange.getVariable(CallVariables.ACCOUNT, String.class));
  }
}
