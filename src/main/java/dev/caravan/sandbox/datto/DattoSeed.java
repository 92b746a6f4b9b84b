package dev.caravan.sandbox.datto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.RecordList.StoredRecord;
import dev.caravan.sandbox.wire.Seed;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Fills the tenant with records. The same seed gives the same records (dates but for their distance
 * from now). Not thread-safe: the vendor calls it under its lock.
 */
final class DattoSeed {
  private static final List<String> PRIORITIES =
      List.of("Moderate", "High", "Critical", "Low", "Information", "Unknown");
  private static final long HOUR = 3_600_000;

  private final DattoState state;
  private final InstantSource clock;
  private final Supplier<DattoSettings> settings;
  private Random random = new Random(1);
  private final Map<String, DeviceCount> devicesOf = new HashMap<>();
  private int sites;
  private int devices;
  private int alerts;

  private static final class DeviceCount {
    int all;
    int online;
  }

  DattoSeed(DattoState state, InstantSource clock, Supplier<DattoSettings> settings) {
    this.state = state;
    this.clock = clock;
    this.settings = settings;
  }

  void fill(Seed wanted) {
    random = new Random(wanted.number());
    sites = 0;
    devices = 0;
    alerts = 0;
    devicesOf.clear();
    if (settings.get().systemSites()) {
      addSystemSites();
    }
    for (int i = 0; i < wanted.sites(); i++) {
      addSite();
    }
    for (int i = 0; i < wanted.devices(); i++) {
      addDevice();
    }
    countDevices();
    for (int i = 0; i < wanted.alerts(); i++) {
      addAlert();
    }
  }

  Random random() {
    return random;
  }

  private void addSystemSites() {
    for (String name : List.of("Managed", "OnDemand", "Deleted Devices")) {
      String uid = name.equals("Deleted Devices") ? "deleted-devices-site" : uid();
      addSite(name, uid, 10 + state.sites.size());
    }
  }

  private ObjectNode addSite() {
    int n = sites++;
    String name = Seed.siteName(n);
    return addSite(settings.get().alphabets() ? name + " 株式会社" : name, uid(), 1000 + n);
  }

  ObjectNode addSite(String name, String uid, long id) {
    ObjectNode site = Json.object();
    site.put("id", id).put("uid", uid).put("accountUid", settings.get().accountUid());
    site.put("name", name).put("description", "").putNull("notes");
    site.put("onDemand", name.equals("OnDemand")).put("splashtopAutoInstall", false);
    site.putNull("proxySettings");
    site.putObject("devicesStatus")
        .put("numberOfDevices", 0)
        .put("numberOfOnlineDevices", 0)
        .put("numberOfOfflineDevices", 0);
    site.put("autotaskCompanyName", name).put("autotaskCompanyId", String.valueOf(id * 7));
    site.put("portalUrl", "https://rmm.datto.com/sites/" + id);
    state.sites.addLast(new StoredRecord(uid, uid, Json.bytes(site)));
    return site;
  }

  ObjectNode addDevice() {
    int n = devices++;
    ObjectNode device = DeviceRecords.device(n, uid(), siteFor(n), random, clock.millis());
    if (settings.get().alphabets()) {
      DeviceRecords.inOtherAlphabets(device);
    }
    DeviceCount count =
        devicesOf.computeIfAbsent(device.path("siteUid").asText(), site -> new DeviceCount());
    count.all++;
    count.online += device.path("online").asBoolean() ? 1 : 0;
    state.devices.addLast(
        new StoredRecord(
            device.path("uid").asText(), device.path("siteUid").asText(), Json.bytes(device)));
    return device;
  }

  /** Writes into each site how many devices it was given. */
  private void countDevices() {
    devicesOf.forEach(
        (site, count) ->
            state.sites.change(
                site,
                object ->
                    object
                        .putObject("devicesStatus")
                        .put("numberOfDevices", count.all)
                        .put("numberOfOnlineDevices", count.online)
                        .put("numberOfOfflineDevices", count.all - count.online)));
  }

  ObjectNode addAlert() {
    ObjectNode alert = newAlert();
    state.openAlert(alert);
    return alert;
  }

  /** An alert on a device in turn, in no list yet; one in forty names no source. */
  ObjectNode newAlert() {
    int n = alerts++;
    ObjectNode alert = Json.object();
    alert.put("alertUid", uid());
    alert.put("priority", PRIORITIES.get(random.nextInt(PRIORITIES.size())));
    alert.putNull("diagnostics").put("resolved", false).putNull("resolvedBy").putNull("resolvedOn");
    alert.put("muted", false).putNull("ticketNumber");
    alert.put("timestamp", clock.millis() - random.nextInt(48) * HOUR / 2);
    alert.putObject("alertMonitorInfo").put("sendsEmails", false).put("createsTicket", false);
    alert.set("alertContext", AlertContexts.context(n, random));
    if (n % 40 == 39) {
      alert.putNull("alertSourceInfo");
    } else {
      alert.set("alertSourceInfo", source(n));
    }
    alert.putNull("responseActions").put("autoresolveMins", 1 + random.nextInt(60));
    return alert;
  }

  private JsonNode source(int n) {
    List<StoredRecord> rows = state.devices.list();
    JsonNode device = rows.isEmpty() ? addDevice() : rows.get(n % rows.size()).object();
    ObjectNode source = Json.object();
    source.set("deviceUid", device.path("uid"));
    source.set("deviceName", device.path("hostname"));
    source.set("siteUid", device.path("siteUid"));
    source.set("siteName", device.path("siteName"));
    return source;
  }

  private ObjectNode siteFor(int n) {
    int system = settings.get().systemSites() ? 3 : 0;
    List<StoredRecord> rows = state.sites.list();
    return rows.size() <= system
        ? addSite()
        : rows.get(system + n % (rows.size() - system)).object();
  }

  private String uid() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}
