package dev.caravan.sandbox.datto;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Device records: servers, desktops and laptops, and every fortieth a network device of nulls. */
final class DeviceRecords {
  static final List<String> DATES =
      List.of("lastSeen", "lastReboot", "lastAuditDate", "creationDate");
  private static final List<String> PATCH =
      List.of("FullyPatched", "ApprovedPending", "RebootRequired", "InstallError", "NoData");
  private static final long HOUR = 3_600_000;

  private DeviceRecords() {}

  /** The same with a name, a user and a description beyond Latin-1. */
  static ObjectNode inOtherAlphabets(ObjectNode device) {
    device.put("hostname", device.path("hostname").asText() + "-東京");
    device.put("description", "Приёмная, Εργαστήριο, 会議室");
    if (device.path("lastLoggedInUser").isTextual()) {
      device.put("lastLoggedInUser", device.path("lastLoggedInUser").asText() + " Ольга");
    }
    return device;
  }

  static ObjectNode device(int n, String uid, ObjectNode site, Random random, long now) {
    boolean network = n % 40 == 39;
    boolean server = n % 5 == 0;
    boolean online = random.nextInt(10) > 0;
    String kind = network ? "network" : server ? "server" : n % 2 == 0 ? "desktop" : "laptop";
    ObjectNode device = Json.object();
    device.put("id", 10_000L + n).put("uid", uid);
    device.set("siteId", site.path("id"));
    device.set("siteUid", site.path("uid"));
    device.set("siteName", site.path("name"));
    device.putObject("deviceType").put("category", kind).put("type", "physical");
    device.put("hostname", "%s-%05d".formatted(server ? "SRV" : network ? "SW" : "PC", n));
    device.put("intIpAddress", "10.%d.%d.%d".formatted(n >> 16 & 255, n >> 8 & 255, n & 255));
    device.put("extIpAddress", "203.0.113." + n % 250);
    device.put("operatingSystem", "Microsoft Windows " + (server ? "Server 2022" : "11 Pro"));
    device.put("lastLoggedInUser", "EXAMPLE\\user" + random.nextInt(50));
    device.put("domain", "example.test").put("cagVersion", "4.4.0.2190");
    device.put("displayVersion", "4.4.0.2190").put("description", "");
    device.put("a64Bit", true).put("rebootRequired", random.nextInt(10) == 0);
    device.put("online", online).put("suspended", false).put("deleted", false);
    device.put("lastSeen", now - (online ? 0 : 1 + random.nextInt(400)) * HOUR);
    device.put("lastReboot", now - random.nextInt(700) * HOUR);
    device.put("lastAuditDate", now - random.nextInt(24) * HOUR);
    device.put("creationDate", now - (1000 + random.nextInt(20_000)) * HOUR);
    device.put("snmpEnabled", network).put("deviceClass", network ? "rmmnetworkdevice" : "device");
    device.put("portalUrl", "https://rmm.datto.com/device/" + (10_000L + n));
    device.put("webRemoteUrl", "https://rmm.datto.com/connect/" + (10_000L + n));
    device.put("warrantyDate", "2027-%02d-28".formatted(1 + n % 12));
    device
        .putObject("antivirus")
        .put("antivirusProduct", "Windows Defender")
        .put("antivirusStatus", random.nextInt(12) == 0 ? "NotRunning" : "RunningAndUpToDate");
    device
        .putObject("patchManagement")
        .put("patchStatus", PATCH.get(random.nextInt(PATCH.size())))
        .put("patchesApprovedPending", random.nextInt(5))
        .put("patchesNotApproved", random.nextInt(3))
        .put("patchesInstalled", 100 + random.nextInt(100));
    device.put("softwareStatus", "COMPLIANT");
    device.put("networkProbe", false).put("onboardedViaNetworkMonitor", network);
    if (network) {
      blank(device);
    }
    return device;
  }

  /** The members that are null on a network device. */
  private static void blank(ObjectNode device) {
    for (String member :
        List.of(
            "operatingSystem",
            "lastLoggedInUser",
            "domain",
            "cagVersion",
            "displayVersion",
            "extIpAddress",
            "a64Bit",
            "rebootRequired",
            "lastReboot",
            "antivirus",
            "patchManagement",
            "softwareStatus",
            "webRemoteUrl",
            "warrantyDate")) {
      device.putNull(member);
    }
  }

  /** The dates as ISO text instead of milliseconds. */
  static void isoDates(ObjectNode device) {
    for (String member : DATES) {
      if (device.path(member).isNumber()) {
        device.put(member, Instant.ofEpochMilli(device.path(member).asLong()).toString());
      }
    }
  }
}
