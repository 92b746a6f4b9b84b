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
    ObjectNode agent =
        Json.object(
            """
            {"MachineID":"%1$s","AgentID":%2$d,"DeviceGuid":"%1$s","FolderID":3,
             "FolderName":"Default","CustomerID":%3$d,"AgentName":"%4$s","SystemName":"%4$s",
             "MachineName":"%4$s","DomainName":"example.test","CurrentLoggedUsers":"EXAMPLE\\\\user",
             "ComputerDescription":null,"Monitored":true,"AgentVersion":"1.8.7.2","Favorite":null,
             "ThresholdID":null,"MonitoredAgentID":null,"Created":"2025-02-01T08:00:00Z",
             "Modified":"%5$s","Online":%6$s,"LastSeen":"%5$s","ReportedFromIP":"203.0.113.5",
             "Memory":16384,"ProcessorCoresCount":8,"Vendor":"Example Computers",
             "VendorSerialNumber":"SN%7$07d","VendorBrandModel":"Model 5",
             "MacAddresses":["%8$012X"],"IpAddresses":["10.1.%9$d.%10$d"],
             "HardwareDisks":[{"Drive":"C:","Free":20000.0,"Used":80000.0,"Total":100000.0}],
             "BatteryInfo":null,"OS":"%11$s","OSType":"%12$s","OSVersion":"21H2",
             "OSBuild":"20348.2700","LastRebootTime":"2026-01-10T03:00:00Z",
             "LastLoginUser":"EXAMPLE\\\\user","DeviceType":"%13$s"}\
            """,
            guid,
            id,
            customerId,
            name,
            now,
            random.nextInt(10) > 0,
            n,
            0x00155D000000L + n,
            n >> 8 & 255,
            n & 255,
            server ? "Microsoft Windows Server 2022 Standard" : "Microsoft Windows 11 Pro",
            server ? "Server" : "Workstation",
            server ? "Server" : "PC");
    agent.put("CustomerName", customer);
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
