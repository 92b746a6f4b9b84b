package dev.caravan.scenario;

import dev.caravan.sandbox.Sandbox;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.sandbox.ninjaone.NinjaOneVendor;
import dev.caravan.sandbox.ninjaone.TechnicianAction;
import dev.caravan.sandbox.opsramp.IncidentAction;
import dev.caravan.sandbox.opsramp.OpsRampVendor;
import dev.caravan.sandbox.wire.Fault;
import java.util.List;
import java.util.Map;

/** Where alerts of Datto RMM go, as tests see it of what holds of every target. */
public enum AlertTarget {
  ATERA_TICKETS(TicketScenario.SYNC, "atera", "/tickets", "PUT", "/lastmodified", "Critical") {
    @Override
    void configure(TicketScenario scenario) {
      scenario.with(TicketScenario.SYNC + ".technician-id", "9");
    }

    @Override
    public void set(Sandbox sandbox, Map<String, ?> switches) {
      sandbox.atera().set(switches);
    }

    @Override
    List<SeenCounterpart> seen(Sandbox sandbox) {
      return sandbox.atera().tickets().stream().map(SeenCounterpart::of).toList();
    }

    @Override
    void person(Sandbox sandbox, String id, PersonsDeed deed, String text) {
      sandbox
          .atera()
          .person(
              Long.parseLong(id),
              switch (deed) {
                case CLOSE -> new PersonAction.Close();
                case COMMENT -> new PersonAction.Comment(text, false, true);
                case TAKE -> new PersonAction.Assign(7);
                case RENAME -> new PersonAction.Edit(text);
                case PRIORITIZE -> new PersonAction.Prioritize("Low");
                case REMOVE -> new PersonAction.Delete();
              });
    }

    @Override
    void copy(Sandbox sandbox, String marker) {
      TicketSnapshot first = sandbox.atera().ticketsWithMarker(marker).get(0);
      sandbox.atera().createTicket(first.title(), first.description());
    }
  },

  OPSRAMP_INCIDENTS(
      "datto-alerts-to-opsramp-incidents", "opsramp", "/incidents", "POST", "/search", "Urgent") {
    @Override
    void configure(TicketScenario scenario) {
      opsramp(scenario);
    }

    @Override
    public void set(Sandbox sandbox, Map<String, ?> switches) {
      vendor(sandbox).set(switches);
    }

    @Override
    List<SeenCounterpart> seen(Sandbox sandbox) {
      return vendor(sandbox).incidents().stream().map(SeenCounterpart::of).toList();
    }

    @Override
    void person(Sandbox sandbox, String id, PersonsDeed deed, String text) {
      vendor(sandbox)
          .person(
              id,
              switch (deed) {
                case CLOSE -> new IncidentAction.Move("Closed");
                case COMMENT -> new IncidentAction.Respond(text);
                case TAKE -> new IncidentAction.Take("john");
                case RENAME -> new IncidentAction.Rename(text);
                case PRIORITIZE -> new IncidentAction.Reprioritize("Low");
                case REMOVE -> new IncidentAction.Remove();
              });
    }

    @Override
    void copy(Sandbox sandbox, String marker) {
      vendor(sandbox).createIncident(marker);
    }

    private OpsRampVendor vendor(Sandbox sandbox) {
      return sandbox.account(OpsRampVendor.class);
    }
  },

  NINJAONE_TICKETS(
      "datto-alerts-to-ninjaone-tickets", "ninjaone", "/ticket", "PUT", "/run", "HIGH") {
    @Override
    void configure(TicketScenario scenario) {
      vendor(scenario.sandbox).set(Map.of("requestLimit", 60_000));
      scenario.with("ninjaone.base-url", scenario.sandbox.uri() + "/ninjaone");
      scenario.with("ninjaone.client-id", "sandbox-client");
      scenario.with("ninjaone.client-secret", "sandbox-secret").with("ninjaone.index-lag", "1ms");
      scenario.with("ninjaone.requests-per-minute", "60000");
      scenario.with(setting("ticket-form-id"), "1").with(setting("organization-id"), "2");
    }

    /** Statuses are numbers, and a rule gives the ticket to somebody. */
    @Override
    public void set(Sandbox sandbox, Map<String, ?> switches) {
      boolean rules = switches.containsKey("ruleStatus");
      vendor(sandbox).set(rules ? Map.of("ruleStatus", 3000, "ruleAssignee", 9) : switches);
    }

    @Override
    public Fault ofLists(Fault fault) {
      return fault.on("ninjaone", "POST", "/run$");
    }

    @Override
    List<SeenCounterpart> seen(Sandbox sandbox) {
      return vendor(sandbox).tickets().stream().map(SeenCounterpart::of).toList();
    }

    @Override
    void person(Sandbox sandbox, String id, PersonsDeed deed, String text) {
      vendor(sandbox)
          .person(
              id,
              switch (deed) {
                case CLOSE -> new TechnicianAction.SetStatus(6000);
                case COMMENT -> new TechnicianAction.Annotate(text, false);
                case TAKE -> new TechnicianAction.TakeOver(7);
                case RENAME -> new TechnicianAction.NewSubject(text);
                case PRIORITIZE -> new TechnicianAction.SetPriority("LOW");
                case REMOVE -> new TechnicianAction.Purge();
              });
    }

    @Override
    void copy(Sandbox sandbox, String marker) {
      String first = vendor(sandbox).ticketsWithMarker(marker).get(0).id();
      vendor(sandbox).person(first, new TechnicianAction.OpenAlike());
    }

    private NinjaOneVendor vendor(Sandbox sandbox) {
      return sandbox.account(NinjaOneVendor.class);
    }
  };

  /** What a person does to a counterpart. */
  public enum PersonsDeed {
    CLOSE,
    COMMENT,
    TAKE,
    RENAME,
    PRIORITIZE,
    REMOVE
  }

  final String sync;
  private final String vendor;
  private final String path;
  private final String update;
  private final String list;
  private final String gravest;

  /**
   * @param path the end of the URL of all of them
   * @param update the method that changes one
   * @param list the part of the URL that makes a list of what has changed
   * @param gravest the priority of the gravest alerts
   */
  AlertTarget(String sync, String vendor, String path, String update, String list, String gravest) {
    this.sync = sync;
    this.vendor = vendor;
    this.path = path;
    this.update = update;
    this.list = list;
    this.gravest = gravest;
  }

  abstract void configure(TicketScenario scenario);

  /** Sets switches of the simulated vendor; those of one meaning have one name. */
  public abstract void set(Sandbox sandbox, Map<String, ?> switches);

  abstract List<SeenCounterpart> seen(Sandbox sandbox);

  abstract void person(Sandbox sandbox, String id, PersonsDeed deed, String text);

  /** Makes another one with the same marker where it decides. */
  abstract void copy(Sandbox sandbox, String marker);

  public String vendor() {
    return vendor;
  }

  public String gravest() {
    return gravest;
  }

  /** A setting of the sync. */
  public String setting(String name) {
    return sync + "." + name;
  }

  /** The same fault of every create. */
  public Fault ofCreates(Fault fault) {
    return fault.on(vendor, "POST", path + "$");
  }

  /** The same of every change of one. */
  public Fault ofUpdates(Fault fault) {
    return fault.on(vendor, update, path + "/[^/]+$");
  }

  /** The same of the lists of what has changed. */
  public Fault ofLists(Fault fault) {
    return fault.on(vendor, "GET", path + list);
  }

  /** An account of the simulated OpsRamp, without limits that tests would wait for. */
  public static void opsramp(Scenario<?> scenario) {
    scenario
        .sandbox
        .account(OpsRampVendor.class)
        .set(
            Map.of(
                "readLimit", 60_000,
                "pageLimit", 60_000,
                "ticketWriteLimit", 60_000,
                "alertWriteLimit", 60_000));
    for (String calls : List.of("reads", "paged-reads", "writes", "alert-writes")) {
      scenario.with("opsramp." + calls + "-per-minute", "60000");
    }
    scenario.with("opsramp.base-url", scenario.sandbox.uri() + "/opsramp");
    scenario.with("opsramp.tenant-id", "client_7").with("opsramp.client-id", "sandbox-client");
    scenario.with("opsramp.client-secret", "sandbox-secret").with("opsramp.index-lag", "1ms");
  }
}
