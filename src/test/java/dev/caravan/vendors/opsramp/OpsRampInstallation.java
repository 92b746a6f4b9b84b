package dev.caravan.vendors.opsramp;

import dev.caravan.cycle.CycleReport;
import dev.caravan.ledger.DeadLetter;
import dev.caravan.ledger.Marker;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.runtime.RuntimeSpec;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.sandbox.opsramp.IncidentAction;
import dev.caravan.sandbox.opsramp.IncidentSnapshot;
import dev.caravan.sandbox.opsramp.OpsRampVendor;
import dev.caravan.sandbox.wire.RequestLog;
import dev.caravan.scenario.AlertTarget;
import dev.caravan.scenario.TicketScenario;
import dev.caravan.store.StoreSettings;
import java.nio.file.Path;
import java.util.List;

/** A sandbox and an installation that reads from its OpsRamp or writes to it, a process a cycle. */
final class OpsRampInstallation implements AutoCloseable {
  static final String ALERTS = "opsramp-alerts-to-atera-tickets";
  static final String INCIDENTS = "datto-alerts-to-opsramp-incidents";
  static final String RESOURCES = "opsramp-resources-to-ninox";

  final TicketScenario here;
  final OpsRampVendor opsramp;

  OpsRampInstallation(Path folder, int devices, int alerts) {
    here = new TicketScenario(folder, SandboxOptions.defaults().withRecords(2, devices, alerts));
    opsramp = here.sandbox.account(OpsRampVendor.class);
    AlertTarget.opsramp(here);
    here.with(ALERTS + ".end-user-id", "128");
    here.with("ninox.base-url", here.sandbox.uri() + "/ninox/v1");
    here.with("ninox.token", "sandbox-token").with("ninox.requests-per-minute", "20000");
    here.with("ninox.team", "Acme").with("ninox.database", "Operations");
    here.with("ninox.index-lag", "1ms").with(RESOURCES + ".target-table", "Devices");
  }

  /** In another store than a file beside the configuration. */
  OpsRampInstallation in(StoreSettings store) {
    here.with("caravan.store.url", store.url());
    here.with("caravan.store.username", store.username());
    here.with("caravan.store.password", store.password());
    return this;
  }

  CycleReport sync(String name) {
    try (CaravanRuntime caravan = start(name)) {
      return caravan.syncs().run(name, 0);
    }
  }

  /** The incidents of one generation of a record. */
  List<IncidentSnapshot> incidentsOf(String key, int generation) {
    return opsramp.incidentsWithMarker(Marker.of("main", INCIDENTS, key, generation));
  }

  IncidentSnapshot incidentOf(String key) {
    List<IncidentSnapshot> found = incidentsOf(key, 1);
    if (found.size() != 1) {
      throw new AssertionError(key + " has " + found.size() + " incidents");
    }
    return found.get(0);
  }

  void person(String key, IncidentAction action) {
    opsramp.person(incidentOf(key).id(), action);
  }

  CaravanRuntime start(String name) {
    return CaravanRuntime.start(RuntimeSpec.of(here.settings(), List.of(name)));
  }

  List<DeadLetter> deadLetters(String name) {
    try (CaravanRuntime caravan = start(name)) {
      return caravan.ledger().read(name, view -> view.deadLetters().all());
    }
  }

  /** What was asked of OpsRamp with that method since the log was cleared. */
  List<RequestLog.LoggedRequest> asked(String method, String path) {
    return here.sandbox
        .log()
        .entries(
            entry ->
                entry.vendor().equals("opsramp")
                    && entry.method().equals(method)
                    && entry.path().contains(path));
  }

  @Override
  public void close() {
    here.close();
  }
}
