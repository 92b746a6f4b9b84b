package dev.caravan.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.sandbox.atera.AteraVendor;
import dev.caravan.sandbox.opsramp.OpsRampVendor;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.store.StoreSettings;
import java.nio.file.Path;
import java.util.List;

/** Atera's agents and tickets, and the rows that become of them. */
public final class AteraScenario extends Scenario<AteraScenario> {
  public static final String AGENTS = "atera-agents-to-ninox";
  public static final String TICKETS = "atera-tickets-to-ninox";
  private final String table;

  private AteraScenario(Path folder, String sync, String table, int agents) {
    super(folder, sync, SandboxOptions.defaults().withRecords(3, agents, 0));
    this.table = table;
  }

  private AteraScenario inNinox(String sync) {
    with("ninox.base-url", sandbox.uri() + "/ninox").with("ninox.token", "sandbox-token");
    with("ninox.team", "Acme").with("ninox.database", "Operations");
    with("ninox.requests-per-minute", "20000").with("ninox.index-lag", "1ms");
    return with(sync + ".target-table", table).with(sync + ".max-creates", "0");
  }

  public static AteraScenario ofAgents(Path folder, int agents) {
    return new AteraScenario(folder, AGENTS, RowScenario.TABLE, agents).inNinox(AGENTS);
  }

  public static AteraScenario ofTickets(Path folder) {
    return new AteraScenario(folder, TICKETS, "Tickets", 1).inNinox(TICKETS);
  }

  /** A sync of the operator's own, from alerts of Atera to incidents of OpsRamp. */
  public static AteraScenario ofAlerts(Path folder, String sync) {
    AteraScenario here = new AteraScenario(folder, sync, "", 3);
    AlertTarget.opsramp(here);
    return here.with("caravan.routes-dirs", "my-routes");
  }

  @Override
  AteraScenario self() {
    return this;
  }

  /** The ledger is there instead of in a file. */
  public AteraScenario keptIn(StoreSettings store) {
    with("caravan.store.url", store.url());
    return store.username().isEmpty()
        ? this
        : with("caravan.store.username", store.username())
            .with("caravan.store.password", store.password());
  }

  public AteraVendor atera() {
    return sandbox.atera();
  }

  public OpsRampVendor opsramp() {
    return sandbox.account(OpsRampVendor.class);
  }

  public List<ObjectNode> rows() {
    return sandbox.ninox().rows(table);
  }

  /** The values of the rows whose column says that. */
  public List<ObjectNode> fieldsOf(String column, String value) {
    return rows().stream()
        .map(row -> (ObjectNode) row.path("fields"))
        .filter(fields -> fields.path(column).asText().equals(value))
        .toList();
  }

  /** Members of a record, as JSON. */
  public static ObjectNode json(String members) {
    return Json.object(members.replace("%", "%%"));
  }

  /** How many requests with that method and path reached Atera since the log was cleared. */
  public int asked(String method, String path) {
    return sandbox.log().entries("atera", method, path).size();
  }
}
