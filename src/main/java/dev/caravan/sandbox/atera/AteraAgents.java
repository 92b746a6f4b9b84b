package dev.caravan.sandbox.atera;

import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.atera.AteraSettings.MissingAgent;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.PageRange;
import dev.caravan.sandbox.wire.RecordList;
import dev.caravan.sandbox.wire.RecordList.StoredRecord;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import dev.caravan.sandbox.wire.Router;
import dev.caravan.sandbox.wire.Splice;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

/** Agents, which are the devices of an account. Thread-safe. */
public final class AteraAgents {
  private static final long FIRST_AGENT = 901;
  private static final long CUSTOMER = 17;
  final RecordList list = new RecordList();
  private final AteraPages pages;
  private final InstantSource clock;
  private final Supplier<AteraSettings> settings;

  AteraAgents(AteraPages pages, InstantSource clock, Supplier<AteraSettings> settings) {
    this.pages = pages;
    this.clock = clock;
    this.settings = settings;
  }

  void routes(Router router) {
    router.get("/api/v3/agents", (r, p) -> pages.page(r, list.list()));
    router.get(
        "/api/v3/agents/customer/{id}", (r, p) -> pages.page(r, list.ofGroup(List.of(p.get(0)))));
    router.get("/api/v3/agents/machine/{name}", (r, p) -> pages.page(r, named(p.get(0))));
    router.get("/api/v3/agents/{id}", (r, p) -> one(p.get(0)));
    router.delete("/api/v3/agents/{id}", (r, p) -> delete(p.get(0)));
  }

  /** So many further ones, of the default customer. */
  public void add(int count) {
    for (int i = 0; i < count; i++) {
      add(list.size() + 10_000, CUSTOMER, "Acme", new Random(list.size()));
    }
  }

  /** One that was there before, as it was. */
  public void put(ObjectNode agent) {
    list.addFirst(
        new StoredRecord(
            agent.path("AgentID").asText(), agent.path("CustomerID").asText(), Json.bytes(agent)));
  }

  /** Changes members of one; false when there is none with that id. */
  public boolean change(long id, ObjectNode members) {
    return list.change(String.valueOf(id), agent -> agent.setAll(members));
  }

  /** Somebody takes it out of the account; false when there is none with that id. */
  public boolean remove(long id) {
    return list.remove(String.valueOf(id)).isPresent();
  }

  ObjectNode add(int n, long customerId, String customer, Random random) {
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
    list.addFirst(
        new StoredRecord(String.valueOf(id), String.valueOf(customerId), Json.bytes(agent)));
    return agent;
  }

  /** One more at the front of the list, or the first one of the page gone. */
  void move(Request request, boolean insert) {
    if (insert) {
      add(1);
      return;
    }
    PageRange part = pages.wanted(request);
    Splice.slice(list.list(), part.from(), 1).forEach(row -> list.remove(row.key()));
  }

  private List<StoredRecord> named(String name) {
    return list.list().stream()
        .filter(row -> row.object().path("MachineName").asText().equalsIgnoreCase(name))
        .toList();
  }

  /** The description of the API knows no 404 here: what a missing one is, is a switch. */
  private Reply one(String id) {
    boolean missing = list.get(id).isEmpty();
    return missing && settings.get().missingAgent() == MissingAgent.NULL
        ? Reply.json(200, NullNode.getInstance())
        : Reply.json(list.get(id).orElseThrow(() -> AteraErrors.missing("Agent " + id)).json());
  }

  private Reply delete(String id) {
    list.remove(id).orElseThrow(() -> AteraErrors.missing("Agent " + id));
    return Reply.empty(204);
  }
}
