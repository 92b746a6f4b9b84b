package dev.caravan.sandbox.datto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.RecordList;
import dev.caravan.sandbox.wire.RecordList.StoredRecord;
import dev.caravan.sandbox.wire.Refusal;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import dev.caravan.sandbox.wire.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The GET calls. */
final class DattoReads {
  private final DattoState state;
  private final DattoPages pages;
  private final DeviceWriter writer;
  private final Supplier<DattoSettings> settings;

  DattoReads(DattoState state, DattoPages pages, Supplier<DattoSettings> settings) {
    this.state = state;
    this.pages = pages;
    this.writer = new DeviceWriter(settings);
    this.settings = settings;
  }

  void routes(Router router) {
    router.get("/api/v2/account", (request, parts) -> account());
    router.get("/api/v2/account/sites", (request, parts) -> sites(request));
    router.get("/api/v2/account/devices", (request, parts) -> devices(request));
    router.get("/api/v2/account/alerts/open", (r, p) -> alerts(r, state.open, all()));
    router.get("/api/v2/account/alerts/resolved", (r, p) -> alerts(r, state.resolved, all()));
    router.get("/api/v2/site/{uid}", (r, p) -> Reply.json(site(p.get(0)).json()));
    router.get("/api/v2/site/{uid}/devices", (r, p) -> siteDevices(r, p.get(0)));
    router.get("/api/v2/site/{uid}/alerts/open", (r, p) -> alerts(r, state.open, ofSite(p.get(0))));
    router.get(
        "/api/v2/site/{uid}/alerts/resolved",
        (r, p) -> alerts(r, state.resolved, ofSite(p.get(0))));
    router.get("/api/v2/device/{uid}", (r, p) -> oneDevice(p.get(0)));
    router.get("/api/v2/device/id/{id}", (r, p) -> deviceById(p.get(0)));
    router.get(
        "/api/v2/device/{uid}/alerts/open", (r, p) -> alerts(r, state.open, ofDevice(p.get(0))));
    router.get(
        "/api/v2/device/{uid}/alerts/resolved",
        (r, p) -> alerts(r, state.resolved, ofDevice(p.get(0))));
    router.get("/api/v2/alert/{uid}", (r, p) -> alert(p.get(0)));
    for (String kind : DeviceAudit.KINDS) {
      router.get("/api/v2/audit/" + kind + "/{uid}", (r, p) -> audit(kind, p.get(0)));
    }
    router.get("/api/v2/system/pagination", (r, p) -> pagination());
  }

  /** The paths of the user's notes, which the vendor does not serve. */
  void notesRoutes(Router router) {
    router.get("/api/v2/devices", (request, parts) -> devices(request));
    router.get("/api/v2/alerts/open", (r, p) -> alerts(r, state.open, all()));
    router.get("/api/v2/sites", (request, parts) -> sites(request));
  }

  private Reply account() {
    ObjectNode account =
        Json.object(
            """
            {"id":4711,"name":"Sandbox MSP","currency":"EUR",
             "descriptor":{"bilingEmail":"billing@example.test","deviceLimit":100000,
                           "timeZone":"Europe/Berlin"},
             "devicesStatus":{"numberOfDevices":%1$d,"numberOfOnlineDevices":%1$d,
                              "numberOfOfflineDevices":0,"numberOfOnDemandDevices":0,
                              "numberOfManagedDevices":%1$d}}\
            """,
            state.devices.size());
    return Reply.json(200, account.put("uid", settings.get().accountUid()));
  }

  private Map<String, Integer> pagination() {
    return Map.of("max", settings.get().maxPage());
  }

  private Reply sites(Request request) {
    List<StoredRecord> rows =
        filtered(visible(state.sites.list()), like(request, "siteName", o -> text(o, "name")));
    return pages.page(request, "sites", rows, StoredRecord::json, true);
  }

  /** Deleted devices are in no list, but get-by-id still shows them. */
  private List<StoredRecord> listed() {
    return state.deletedDevices.isEmpty()
        ? state.devices.list()
        : state.devices.list().stream()
            .filter(row -> !state.deletedDevices.contains(row.key()))
            .toList();
  }

  private Reply devices(Request request) {
    List<Predicate<ObjectNode>> filters = new ArrayList<>();
    if (request.query().containsKey("filterId")) {
      throw new Refusal(DattoErrors.of(404, request)); // No filter is known here.
    }
    filters.addAll(like(request, "hostname", o -> text(o, "hostname")));
    filters.addAll(like(request, "siteName", o -> text(o, "siteName")));
    filters.addAll(like(request, "operatingSystem", o -> text(o, "operatingSystem")));
    filters.addAll(like(request, "deviceType", o -> text(o.path("deviceType"), "category")));
    return pages.page(
        request, "devices", filtered(visible(listed()), filters), writer::write, true);
  }

  private Reply siteDevices(Request request, String site) {
    site(site);
    return pages.page(
        request, "devices", state.devices.ofGroup(List.of(site)), writer::write, true);
  }

  private Reply alerts(Request request, RecordList of, Predicate<StoredRecord> wanted) {
    List<StoredRecord> rows = visible(of.list()).stream().filter(wanted).toList();
    String muted = request.query().get("muted");
    if (muted != null) {
      rows = filtered(rows, List.of(o -> text(o, "muted").equals(muted)));
    }
    return pages.page(request, "alerts", rows, StoredRecord::json, of != state.open);
  }

  private Reply alert(String uid) {
    if (state.deletedAlerts.containsKey(uid)) {
      return DattoErrors.of(settings.get().deletedAlertStatus(), "/api/v2/alert/" + uid);
    }
    StoredRecord row = state.alert(uid).orElseThrow(() -> missing("/api/v2/alert/" + uid));
    if (state.hiddenSites.contains(row.group())) {
      return DattoErrors.of(403, "/api/v2/alert/" + uid);
    }
    return Reply.json(row.json());
  }

  private Reply oneDevice(String uid) {
    return Reply.json(
        writer.write(state.devices.get(uid).orElseThrow(() -> missing("/api/v2/device/" + uid))));
  }

  private Reply deviceById(String id) {
    return state.devices.list().stream()
        .filter(row -> row.object().path("id").asText().equals(id))
        .findFirst()
        .map(row -> Reply.json(writer.write(row)))
        .orElseThrow(() -> missing("/api/v2/device/id/" + id));
  }

  private Reply audit(String kind, String uid) {
    String path = "/api/v2/audit/%s/%s".formatted(kind, uid);
    ObjectNode device = state.devices.get(uid).orElseThrow(() -> missing(path)).object();
    return text(device, "deviceClass").equals(kind)
        ? Reply.json(200, DeviceAudit.of(kind, device))
        : DattoErrors.of(400, path);
  }

  private StoredRecord site(String uid) {
    return state.sites.get(uid).orElseThrow(() -> missing("/api/v2/site/" + uid));
  }

  private List<StoredRecord> visible(List<StoredRecord> rows) {
    return state.hiddenSites.isEmpty()
        ? rows
        : rows.stream().filter(row -> !state.hiddenSites.contains(row.group())).toList();
  }

  private static Predicate<StoredRecord> all() {
    return row -> true;
  }

  private Predicate<StoredRecord> ofSite(String uid) {
    return row -> row.group().equals(uid);
  }

  private static Predicate<StoredRecord> ofDevice(String uid) {
    return row -> DattoState.deviceOf(row).equals(uid);
  }

  private static List<Predicate<ObjectNode>> like(
      Request request, String parameter, Function<ObjectNode, String> of) {
    String sought = request.query().get(parameter);
    return sought == null
        ? List.of()
        : List.of(object -> LikePattern.matches(of.apply(object), sought.toLowerCase(Locale.ROOT)));
  }

  private static List<StoredRecord> filtered(
      List<StoredRecord> rows, List<Predicate<ObjectNode>> filters) {
    return filters.isEmpty()
        ? rows
        : rows.stream()
            .filter(
                row -> {
                  ObjectNode object = row.object();
                  return filters.stream().allMatch(filter -> filter.test(object));
                })
            .toList();
  }

  private static String text(JsonNode object, String member) {
    return object.path(member).asText("");
  }

  private static Refusal missing(String path) {
    return new Refusal(DattoErrors.of(404, path));
  }
}
