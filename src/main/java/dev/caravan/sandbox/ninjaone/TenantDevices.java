package dev.caravan.sandbox.ninjaone;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import dev.caravan.sandbox.wire.Router;
import dev.caravan.sandbox.wire.Seed;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The organizations and devices of the tenant, by ascending id. Thread-safe by one lock. */
final class TenantDevices {
  private static final Pattern ONE_ORGANIZATION =
      Pattern.compile("(?:org|organization)\\s*=\\s*(\\d+)");
  private static final List<String> ONLY_DETAILED =
      List.of("ipAddresses", "macAddresses", "publicIP", "os", "system", "lastLoggedInUser");

  private final TenantLists lists;
  private final Supplier<NinjaOneSettings> settings;
  private final InstantSource clock;
  private final Map<Integer, ObjectNode> organizations = new TreeMap<>();
  private final Map<Integer, ObjectNode> devices = new TreeMap<>();
  private int lastDevice;

  TenantDevices(TenantLists lists, Supplier<NinjaOneSettings> settings, InstantSource clock) {
    this.lists = lists;
    this.settings = settings;
    this.clock = clock;
  }

  void routes(Router router) {
    router.get("/v2/organizations", (r, p) -> lists.behindId(r, organizations()));
    router.get("/v2/organization/{id}", (r, p) -> one(organizations, "Organization", p.get(0)));
    router.get("/v2/devices", (r, p) -> lists.behindId(r, listed(r, false)));
    router.get("/v2/devices-detailed", (r, p) -> lists.behindId(r, listed(r, true)));
    router.get("/v2/organization/{id}/devices", (r, p) -> lists.behindId(r, of(r, p.get(0))));
    router.get("/v2/device/{id}", (r, p) -> one(devices, "Device", p.get(0)));
    router.get("/v2/queries/device-health", (r, p) -> lists.report(r, health()));
    router.get("/v2/queries/antivirus-status", (r, p) -> lists.report(r, antivirus()));
  }

  synchronized void organizations(List<String> names) {
    for (String name : names) {
      int id = organizations.size() + 2;
      organizations.put(
          id, Json.object().put("name", name).put("nodeApprovalMode", "AUTOMATIC").put("id", id));
    }
  }

  /** A further device of an organization in turn; its id. Workstations have no system members. */
  synchronized int add() {
    int n = lastDevice;
    int id = ++lastDevice;
    boolean server = n % 4 == 0;
    List<Integer> owners = List.copyOf(organizations.keySet());
    String name = (server ? "SRV" : "WKS") + "%04d".formatted(id);
    ObjectNode device = Json.object().put("id", id);
    device.put("organizationId", owners.isEmpty() ? 1 : owners.get(n % owners.size()));
    device.put("locationId", 2).put("nodeClass", server ? "WINDOWS_SERVER" : "WINDOWS_WORKSTATION");
    device.put("nodeRoleId", 9).put("rolePolicyId", 43).put("approvalStatus", "APPROVED");
    device.put("offline", n % 9 == 8).put("displayName", name).put("systemName", name);
    device.put("dnsName", name.toLowerCase(Locale.ROOT) + ".acme.test");
    device.put("created", DecimalSeconds.of(clock.instant().minus(Duration.ofDays(30))));
    device.put("lastContact", DecimalSeconds.of(clock.instant()));
    device.put("lastUpdate", DecimalSeconds.of(clock.instant()));
    device.putArray("ipAddresses").add("192.0.2." + (n % 250 + 1)).add("fe80::1");
    device.putArray("macAddresses").add("0A:00:27:00:00:02");
    device.put("publicIP", "198.51.100.7");
    device
        .putObject("os")
        .put("name", server ? "Windows Server 2022 Standard" : "Windows 11 Professional")
        .put("buildNumber", "20348")
        .put("architecture", "64-bit")
        .put("lastBootTime", DecimalSeconds.of(clock.instant().minus(Duration.ofDays(3))))
        .put("needsReboot", false);
    if (server) {
      device
          .putObject("system")
          .put("name", name)
          .put("manufacturer", "Dell Inc.")
          .put("model", "PowerEdge R650")
          .put("serialNumber", "SN%05d".formatted(id))
          .put("virtualMachine", false);
    } else {
      device.put("lastLoggedInUser", "ACME\\user%d".formatted(id));
    }
    devices.put(id, device);
    return id;
  }

  /** Changes members of a device, null takes one away; false when there is none. */
  synchronized boolean change(int id, ObjectNode members) {
    ObjectNode device = devices.get(id);
    if (device == null) {
      return false;
    }
    TenantAlerts.merge(device, members);
    return true;
  }

  synchronized boolean delete(int id) {
    return devices.remove(id) != null;
  }

  synchronized List<ObjectNode> all() {
    return copies(devices);
  }

  synchronized List<ObjectNode> organizations() {
    return copies(organizations);
  }

  synchronized boolean isOrganization(int id) {
    return organizations.containsKey(id);
  }

  synchronized boolean isDevice(int id) {
    return devices.containsKey(id);
  }

  synchronized void clear() {
    organizations.clear();
    devices.clear();
    lastDevice = 0;
  }

  private static List<ObjectNode> copies(Map<Integer, ObjectNode> rows) {
    return rows.values().stream().map(ObjectNode::deepCopy).toList();
  }

  /** Pending devices are listed only where the filter asks for them. */
  private List<ObjectNode> listed(Request request, boolean detailed) {
    String filter = settings.get().filterIgnored() ? "" : request.query().getOrDefault("df", "");
    if (filter.contains("<") || filter.contains(";")) {
      throw NinjaOneErrors.failure(400, "Invalid device filter");
    }
    Matcher organization = ONE_ORGANIZATION.matcher(filter);
    int wanted = organization.find() ? Integer.parseInt(organization.group(1)) : 0;
    boolean pending = filter.contains("status=PENDING");
    List<ObjectNode> rows = new ArrayList<>();
    for (ObjectNode device : all()) {
      boolean shown = device.path("approvalStatus").asText().equals("PENDING") == pending;
      if (shown && (wanted == 0 || device.path("organizationId").asInt() == wanted)) {
        rows.add(detailed ? device : device.remove(ONLY_DETAILED));
      }
    }
    return rows;
  }

  private List<ObjectNode> of(Request request, String organization) {
    return listed(request, false).stream()
        .filter(device -> device.path("organizationId").asText().equals(organization))
        .toList();
  }

  private synchronized Reply one(Map<Integer, ObjectNode> rows, String what, String id) {
    return rows.values().stream()
        .filter(row -> row.path("id").asText().equals(id))
        .findFirst()
        .map(row -> Reply.json(200, row))
        .orElseThrow(() -> NinjaOneErrors.missing(what));
  }

  private List<ObjectNode> health() {
    return all().stream()
        .map(
            device ->
                Json.object()
                    .put("activeThreatsCount", 0)
                    .put("alertCount", 0)
                    .put("offline", device.path("offline").asBoolean())
                    .put("healthStatus", "HEALTHY")
                    .put("deviceId", device.path("id").asInt()))
        .toList();
  }

  private List<ObjectNode> antivirus() {
    return all().stream()
        .map(
            device ->
                Json.object()
                    .put("productName", "Windows Defender")
                    .put("productState", "ON")
                    .put("definitionStatus", "Up-to-Date")
                    .put("version", "4.18")
                    .put("deviceId", device.path("id").asInt())
                    .put("timestamp", DecimalSeconds.of(clock.instant())))
        .toList();
  }

  /** The name of an organization's site for the page; blank when it is gone. */
  synchronized String nameOf(int organization) {
    ObjectNode row = organizations.get(organization);
    return row == null ? "" : row.path("name").asText();
  }

  /** For a seed: as many organizations and devices as it wants, up to a limit. */
  void seed(Seed seed, int most) {
    clear();
    organizations(seed.siteNames());
    for (int i = 0; i < Math.min(seed.devices(), most); i++) {
      add();
    }
  }
}
