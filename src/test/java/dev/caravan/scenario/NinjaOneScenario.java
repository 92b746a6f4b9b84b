package dev.caravan.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.ledger.Marker;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.sandbox.ninjaone.NinjaOneVendor;
import dev.caravan.sandbox.opsramp.IncidentSnapshot;
import dev.caravan.sandbox.opsramp.OpsRampVendor;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.store.StoreSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** NinjaOne's alerts and devices, and what becomes of them elsewhere. */
public final class NinjaOneScenario extends Scenario<NinjaOneScenario> {
  public static final String ALERTS = "ninjaone-alerts-to-atera-tickets";
  public static final String INCIDENTS = "ninjaone-alerts-to-opsramp-incidents";
  public static final String DEVICES = "ninjaone-devices-to-ninox";

  private NinjaOneScenario(Path folder, String sync, int devices) {
    super(folder, sync, SandboxOptions.defaults().withRecords(3, devices, 0));
    with("ninjaone.base-url", sandbox.uri() + "/ninjaone");
    with("ninjaone.client-id", "sandbox-client").with("ninjaone.client-secret", "sandbox-secret");
    with("ninjaone.requests-per-minute", "60000");
    ninjaone().set(Map.of("requestLimit", 1_000_000));
  }

  public static NinjaOneScenario ofAlerts(Path folder) {
    return new NinjaOneScenario(folder, ALERTS, 12).with(ALERTS + ".end-user-id", "128");
  }

  /** Alerts that become incidents of OpsRamp, whose limits nobody waits for. */
  public static NinjaOneScenario ofIncidents(Path folder) {
    NinjaOneScenario here = new NinjaOneScenario(folder, INCIDENTS, 12);
    here.opsramp()
        .set(Map.of("readLimit", 60_000, "pageLimit", 60_000, "ticketWriteLimit", 60_000));
    for (String calls : List.of("reads", "paged-reads", "writes")) {
      here.with("opsramp." + calls + "-per-minute", "60000");
    }
    return here.with("opsramp.base-url", here.sandbox.uri() + "/opsramp")
        .with("opsramp.tenant-id", "client_7")
        .with("opsramp.client-id", "sandbox-client")
        .with("opsramp.client-secret", "sandbox-secret")
        .with("opsramp.index-lag", "1ms");
  }

  public static NinjaOneScenario ofDevices(Path folder, int devices) {
    NinjaOneScenario here = new NinjaOneScenario(folder, DEVICES, devices);
    return here.with("ninox.base-url", here.sandbox.uri() + "/ninox")
        .with("ninox.token", "sandbox-token")
        .with("ninox.team", "Acme")
        .with("ninox.database", "Operations")
        .with("ninox.requests-per-minute", "20000")
        .with("ninox.index-lag", "1ms")
        .with(DEVICES + ".target-table", RowScenario.TABLE);
  }

  @Override
  NinjaOneScenario self() {
    return this;
  }

  /** The ledger is there instead of in a file. */
  public NinjaOneScenario keptIn(StoreSettings store) {
    with("caravan.store.url", store.url());
    return store.username().isEmpty()
        ? this
        : with("caravan.store.username", store.username())
            .with("caravan.store.password", store.password());
  }

  public NinjaOneVendor ninjaone() {
    return sandbox.account(NinjaOneVendor.class);
  }

  /** Opens an alert on a device with some members of its own. */
  public void opens(String uid, int device, String members) {
    ObjectNode alert = TicketScenario.json(members).put("uid", uid).put("deviceId", device);
    ninjaone().openAlert(alert);
  }

  public void changes(String uid, String members) {
    if (!ninjaone().changeAlert(uid, TicketScenario.json(members))) {
      throw new IllegalArgumentException("no alert " + uid);
    }
  }

  /** The tickets of one generation of an alert. */
  public List<TicketSnapshot> ticketsOf(String uid, int generation) {
    return sandbox.atera().ticketsWithMarker(Marker.of("main", ALERTS, uid, generation));
  }

  public OpsRampVendor opsramp() {
    return sandbox.account(OpsRampVendor.class);
  }

  /** The incidents of one generation of an alert. */
  public List<IncidentSnapshot> incidentsOf(String uid, int generation) {
    return opsramp().incidentsWithMarker(Marker.of("main", INCIDENTS, uid, generation));
  }

  public List<ObjectNode> rows() {
    return sandbox.ninox().rows(RowScenario.TABLE);
  }

  public ObjectNode fieldsOf(String name) {
    return rows().stream()
        .map(row -> (ObjectNode) row.path("fields"))
        .filter(fields -> fields.path("Name").asText().equals(name))
        .findFirst()
        .orElseGet(Json::object);
  }

  /** How many requests with that method and path reached NinjaOne since the log was cleared. */
  public int asked(String method, String path) {
    return sandbox.log().entries("ninjaone", method, path).size();
  }
}
