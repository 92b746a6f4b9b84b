package dev.caravan.sandbox.atera;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.PageRange;
import dev.caravan.sandbox.wire.RecordList;
import dev.caravan.sandbox.wire.RecordList.StoredRecord;
import dev.caravan.sandbox.wire.Refusal;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import dev.caravan.sandbox.wire.Router;
import dev.caravan.sandbox.wire.Splice;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Agents (the devices) and the alerts that Atera itself raises. Thread-safe. */
final class AteraData {
  private static final long FIRST_AGENT = 901;
  final RecordList agents = new RecordList();
  final RecordList alerts = new RecordList();
  private final AteraPages pages;
  private final InstantSource clock;
  private final AtomicLong alertIds = new AtomicLong(5000);

  AteraData(AteraPages pages, InstantSource clock) {
    this.pages = pages;
    this.clock = clock;
  }

  void routes(Router router) {
    router.get("/api/v3/agents", (r, p) -> pages.page(r, agents.list()));
    router.get(
        "/api/v3/agents/customer/{id}", (r, p) -> pages.page(r, agents.ofGroup(List.of(p.get(0)))));
    router.get("/api/v3/agents/machine/{name}", (r, p) -> pages.page(r, named(p.get(0))));
    router.get("/api/v3/agents/{id}", (r, p) -> one(agents, "Agent", p.get(0)));
    router.get("/api/v3/alerts", (r, p) -> pages.page(r, alerts(r)));
    router.post("/api/v3/alerts", (r, p) -> createAlert(r));
    router.get("/api/v3/alerts/{id}", (r, p) -> one(alerts, "Alert", p.get(0)));
    router.put("/api/v3/alerts/{id}", (r, p) -> resolve(p.get(0)));
    router.delete("/api/v3/alerts/{id}", (r, p) -> delete(p.get(0)));
  }

  ObjectNode addAgent(int n, long customerId, String customer, Random random) {
    long id = FIRST_AGENT + n;
    String guid = new UUID(random.nextLong(), random.nextLong()).toString();
    boolean server = n % 5 == 0;
    String name = (server ? "SRV-" : "PC-") + "%05d".formatted(n);
    String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    ObjectNode agent = Json.object().put("MachineID", guid).put("AgentID", id);
    agent.put("DeviceGuid", guid).put("FolderID", 3).put("FolderName", "Default");
    agent.put("CustomerID", customerId).put("CustomerName", customer);
    agent.put("AgentName", name).put("SystemName", name).put("MachineName", name);
    agent.put("DomainName", "example.test").put("CurrentLoggedUsers", "EXAMPLE\\user");
    agent.putNull("ComputerDescription").put("Monitored", true).put("AgentVersion", "1.8.7.2");
    agent.putNull("Favorite").putNull("ThresholdID").putNull("MonitoredAgentID");
    agent.put("Created", "2025-02-01T08:00:00Z").put("Modified", now);
    agent.put("Online", random.nextInt(10) > 0).put("LastSeen", now);
    agent.put("ReportedFromIP", "203.0.113.5").put("Memory", 16_384);
    agent.put("ProcessorCoresCount", 8).put("Vendor", "Example Computers");
    agent.put("VendorSerialNumber", "SN%07d".formatted(n)).put("VendorBrandModel", "Model 5");
    agent.putArray("MacAddresses").add("%012X".formatted(0x00155D000000L + n));
    agent.putArray("IpAddresses").add("10.1.%d.%d".formatted(n >> 8 & 255, n & 255));
    agent
        .putArray("HardwareDisks")
        .addObject()
        .put("Drive", "C:")
        .put("Free", 20_000.0)
        .put("Used", 80_000.0)
        .put("Total", 100_000.0);
    agent.putNull("BatteryInfo");
    agent.put("OS", server ? "Microsoft Windows Server 2022 Standard" : "Microsoft Windows 11 Pro");
    agent.put("OSType", server ? "Server" : "Workstation").put("OSVersion", "21H2");
    agent.put("OSBuild", "20348.2700").put("LastRebootTime", "2026-01-10T03:00:00Z");
    agent.put("LastLoginUser", "EXAMPLE\\user").put("DeviceType", server ? "Server" : "PC");
    agents.addFirst(
        new StoredRecord(String.valueOf(id), String.valueOf(customerId), Json.bytes(agent)));
    return agent;
  }

  /** Raises an alert on an agent. */
  ObjectNode addAlert(ObjectNode agent, String title, String severity, int code) {
    long id = alertIds.incrementAndGet();
    ObjectNode alert = Json.object().put("AlertID", id).put("Code", code);
    alert.put("Source", "Monitor").put("Title", title).put("Severity", severity);
    alert.put("Created", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    alert.putNull("SnoozedEndDate");
    alert.set("DeviceGuid", agent.path("DeviceGuid"));
    alert.set("AgentId", agent.path("AgentID"));
    alert.putNull("AdditionalInfo").put("Archived", false).put("AlertCategoryID", "Performance");
    alert.putNull("ArchivedDate").putNull("TicketID").put("AlertMessage", title);
    alert.set("DeviceName", agent.path("MachineName"));
    alert.set("CustomerID", agent.path("CustomerID"));
    alert.set("CustomerName", agent.path("CustomerName"));
    alert.put("FolderID", 3).put("PollingCyclesCount", 2);
    alert.set("DeviceType", agent.path("DeviceType"));
    alerts.addFirst(new StoredRecord(String.valueOf(id), "Open", Json.bytes(alert)));
    return alert;
  }

  /** One agent more at the front of the list, or the first one of the page gone. */
  void moveAgents(Request request, boolean insert) {
    if (insert) {
      addAgent(agents.size() + 10_000, 17, "Acme", new Random(agents.size()));
      return;
    }
    PageRange part = pages.wanted(request);
    Splice.slice(agents.list(), part.from(), 1).forEach(row -> agents.remove(row.key()));
  }

  void clear() {
    agents.clear();
    alerts.clear();
    alertIds.set(5000);
  }

  private List<StoredRecord> named(String name) {
    return agents.list().stream()
        .filter(row -> row.object().path("MachineName").asText().equalsIgnoreCase(name))
        .toList();
  }

  private List<StoredRecord> alerts(Request request) {
    String status = request.query().get("alertStatus");
    return status == null ? alerts.list() : alerts.ofGroup(List.of(status));
  }

  private Reply createAlert(Request request) {
    ObjectNode body = AteraErrors.body(request);
    String guid = body.path("DeviceGuid").asText("");
    String title = body.path("Title").asText("");
    ObjectNode agent =
        agents.list().stream()
            .map(StoredRecord::object)
            .filter(candidate -> candidate.path("DeviceGuid").asText().equals(guid))
            .findFirst()
            .orElseThrow(
                () -> new Refusal(AteraErrors.problem(400, "DeviceGuid is no device of ours")));
    if (open().anyMatch(alert -> same(alert, guid, title))) {
      return AteraErrors.problem(409, "This alert is open already");
    }
    ObjectNode alert =
        addAlert(agent, title, body.path("Severity").asText("Warning"), body.path("Code").asInt());
    return Reply.json(201, Map.of("ActionID", alert.path("AlertID").asText()));
  }

  private Stream<ObjectNode> open() {
    return alerts.ofGroup(List.of("Open")).stream().map(StoredRecord::object);
  }

  private static boolean same(ObjectNode alert, String guid, String title) {
    return alert.path("DeviceGuid").asText().equals(guid)
        && alert.path("Title").asText().equals(title);
  }

  private Reply resolve(String id) {
    StoredRecord row = alerts.get(id).orElseThrow(() -> AteraErrors.missing("Alert " + id));
    ObjectNode alert = row.object().put("Archived", true);
    alert.put("ArchivedDate", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    alerts.replace(new StoredRecord(id, "Resolved", Json.bytes(alert)));
    return Reply.empty(204);
  }

  private Reply delete(String id) {
    alerts.remove(id).orElseThrow(() -> AteraErrors.missing("Alert " + id));
    return Reply.empty(204);
  }

  private static Reply one(RecordList rows, String what, String id) {
    return Reply.json(rows.get(id).orElseThrow(() -> AteraErrors.missing(what + " " + id)).json());
  }
}
