package dev.caravan.sandbox.atera;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.RecordList;
import dev.caravan.sandbox.wire.RecordList.StoredRecord;
import dev.caravan.sandbox.wire.Refusal;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import dev.caravan.sandbox.wire.Router;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** The alerts that Atera itself raises; the list of each status is a group. Thread-safe. */
public final class AteraAlerts {
  private static final List<String> TITLES =
      List.of("CPU above 95 %", "Disk C: below 10 %", "Machine is offline", "Memory above 90 %");
  private static final List<String> SEVERITIES = List.of("Warning", "Critical", "Information");
  private static final Set<String> STATUSES = Set.of("Open", "Resolved", "Snoozed");
  private static final int FIRST_CODE = 10;

  final RecordList list = new RecordList();
  private final AteraAgents agents;
  private final AteraPages pages;
  private final InstantSource clock;
  private final AtomicLong ids = new AtomicLong(5000);

  AteraAlerts(AteraAgents agents, AteraPages pages, InstantSource clock) {
    this.agents = agents;
    this.pages = pages;
    this.clock = clock;
  }

  void routes(Router router) {
    router.get("/api/v3/alerts", (r, p) -> pages.page(r, listed(r)));
    router.post("/api/v3/alerts", (r, p) -> create(r));
    router.get("/api/v3/alerts/{id}", (r, p) -> Reply.json(stored(p.get(0)).json()));
    router.put("/api/v3/alerts/{id}", (r, p) -> resolved(p.get(0)));
    router.delete("/api/v3/alerts/{id}", (r, p) -> deleted(p.get(0)));
  }

  /** So many open ones on the agents in turn. */
  void seed(int count) {
    List<StoredRecord> all = agents.list.list();
    for (int i = 0; i < count && !all.isEmpty(); i++) {
      String title = TITLES.get(i % TITLES.size());
      String severity = SEVERITIES.get(i % SEVERITIES.size());
      add(all.get(i % all.size()).object(), title, severity, FIRST_CODE + i);
    }
  }

  /** An open one on the first agent; its id. */
  public String open(ObjectNode members) {
    ObjectNode agent = agents.list.list().get(0).object();
    String id = add(agent, TITLES.get(0), SEVERITIES.get(0), FIRST_CODE).path("AlertID").asText();
    change(id, members);
    return id;
  }

  /** Changes members, and with them which list it is in; false when there is none with that id. */
  public boolean change(String id, ObjectNode members) {
    boolean changed = list.change(id, alert -> alert.setAll(members));
    list.get(id).ifPresent(row -> list.replace(new StoredRecord(id, status(row), row.json())));
    return changed;
  }

  private static String status(StoredRecord row) {
    ObjectNode alert = row.object();
    String unresolved = alert.hasNonNull("SnoozedEndDate") ? "Snoozed" : "Open";
    return alert.path("Archived").asBoolean() ? "Resolved" : unresolved;
  }

  /** Somebody resolves it; false when there is none with that id. */
  public boolean resolve(String id) {
    ObjectNode archived = Json.object().put("Archived", true);
    return change(id, archived.put("ArchivedDate", now()));
  }

  /** Gone without having been resolved; false when there is none with that id. */
  public boolean delete(String id) {
    return list.remove(id).isPresent();
  }

  void clear() {
    list.clear();
    ids.set(5000);
  }

  private ObjectNode add(ObjectNode agent, String title, String severity, int code) {
    long id = ids.incrementAndGet();
    ObjectNode alert = Json.object().put("AlertID", id).put("Code", code);
    alert.put("Source", "Monitor").put("Title", title).put("Severity", severity);
    alert.put("Created", now());
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
    list.addFirst(new StoredRecord(String.valueOf(id), "Open", Json.bytes(alert)));
    return alert;
  }

  private List<StoredRecord> listed(Request request) {
    String status = request.query().get("alertStatus");
    if (status != null && !STATUSES.contains(status)) {
      throw bad("The value '" + status + "' is not valid.");
    }
    return status == null ? list.list() : list.ofGroup(List.of(status));
  }

  private Reply create(Request request) {
    ObjectNode body = AteraErrors.body(request);
    String guid = body.path("DeviceGuid").asText("");
    String title = body.path("Title").asText("");
    ObjectNode agent =
        agents.list.list().stream()
            .map(StoredRecord::object)
            .filter(candidate -> candidate.path("DeviceGuid").asText().equals(guid))
            .findFirst()
            .orElseThrow(() -> bad("DeviceGuid is no device of ours"));
    if (list.ofGroup(List.of("Open")).stream()
        .map(StoredRecord::object)
        .anyMatch(alert -> same(alert, guid, title))) {
      return AteraErrors.problem(409, "This alert is open already");
    }
    ObjectNode alert =
        add(agent, title, body.path("Severity").asText("Warning"), body.path("Code").asInt());
    return Reply.json(201, Map.of("ActionID", alert.path("AlertID").asText()));
  }

  private static boolean same(ObjectNode alert, String guid, String title) {
    return alert.path("DeviceGuid").asText().equals(guid)
        && alert.path("Title").asText().equals(title);
  }

  /** The description of the API has 204 and 400 for this call. */
  private Reply resolved(String id) {
    if (!resolve(id)) {
      throw bad("Alert " + id + " was not found");
    }
    return Reply.empty(204);
  }

  private Reply deleted(String id) {
    if (!delete(id)) {
      throw bad("Alert " + id + " was not found");
    }
    return Reply.empty(204);
  }

  private StoredRecord stored(String id) {
    return list.get(id).orElseThrow(() -> AteraErrors.missing("Alert " + id));
  }

  private static Refusal bad(String detail) {
    return new Refusal(AteraErrors.problem(400, detail));
  }

  private String now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
