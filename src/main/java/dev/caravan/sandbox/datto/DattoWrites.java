package dev.caravan.sandbox.datto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.RecordList.StoredRecord;
import dev.caravan.sandbox.wire.Refusal;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import dev.caravan.sandbox.wire.Router;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** The calls that write. They answer 200 with an empty body unless something is to be told. */
final class DattoWrites {
  private final DattoState state;
  private final DattoSeed seed;
  private final AtomicLong siteIds = new AtomicLong(500_000);

  DattoWrites(DattoState state, DattoSeed seed) {
    this.state = state;
    this.seed = seed;
  }

  void routes(Router router) {
    router.post("/api/v2/alert/{uid}/resolve", (r, p) -> resolve(r, p.get(0)));
    router.post("/api/v2/alert/{uid}/mute", (r, p) -> known(r, p.get(0)));
    router.post("/api/v2/alert/{uid}/unmute", (r, p) -> known(r, p.get(0)));
    router.post("/api/v2/device/{uid}/udf", (r, p) -> udf(r, p.get(0)));
    router.post("/api/v2/device/{uid}/warranty", (r, p) -> warranty(r, p.get(0)));
    router.put("/api/v2/device/{uid}/site/{site}", (r, p) -> move(r, p.get(0), p.get(1)));
    router.put("/api/v2/site", (r, p) -> createSite(r));
    router.post("/api/v2/site/{uid}", (r, p) -> updateSite(r, p.get(0)));
  }

  private Reply resolve(Request request, String uid) {
    known(request, uid);
    state.resolve(uid, "sandbox-api-user");
    return Reply.empty(200);
  }

  private Reply known(Request request, String uid) {
    if (state.alert(uid).isEmpty()) {
      throw new Refusal(DattoErrors.of(404, request));
    }
    return Reply.empty(200);
  }

  private Reply udf(Request request, String uid) {
    ObjectNode values = body(request);
    values
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!name.matches("udf([1-9]|[1-9]\\d|[12]\\d\\d|300)")) {
                throw new Refusal(DattoErrors.of(400, request));
              }
            });
    boolean found =
        state.devices.change(
            uid,
            device -> {
              ObjectNode udf =
                  device.remove("udf") instanceof ObjectNode before ? before : Json.object();
              values.properties().forEach(value -> put(udf, value));
              device.set("udf", udf);
            });
    return ok(request, found);
  }

  /** An empty text clears the value to null. */
  private static void put(ObjectNode udf, Map.Entry<String, JsonNode> value) {
    String text = value.getValue().asText("");
    if (text.isEmpty() || value.getValue().isNull()) {
      udf.remove(value.getKey());
    } else {
      udf.put(value.getKey(), text);
    }
  }

  private Reply warranty(Request request, String uid) {
    JsonNode date = body(request).path("warrantyDate");
    if (!date.isNull() && !isDate(date.asText())) {
      throw new Refusal(DattoErrors.of(400, request));
    }
    return ok(request, state.devices.change(uid, device -> device.set("warrantyDate", date)));
  }

  private static boolean isDate(String text) {
    try {
      LocalDate.parse(text);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private Reply move(Request request, String uid, String siteUid) {
    StoredRecord site =
        state.sites.get(siteUid).orElseThrow(() -> new Refusal(DattoErrors.of(404, request)));
    StoredRecord device =
        state.devices.get(uid).orElseThrow(() -> new Refusal(DattoErrors.of(404, request)));
    ObjectNode moved = device.object();
    ObjectNode target = site.object();
    moved.set("siteId", target.path("id"));
    moved.set("siteUid", target.path("uid"));
    moved.set("siteName", target.path("name"));
    return ok(request, state.devices.replace(new StoredRecord(uid, siteUid, Json.bytes(moved))));
  }

  private Reply createSite(Request request) {
    String name = name(request);
    synchronized (seed) {
      return Reply.json(
          200, seed.addSite(name, UUID.randomUUID().toString(), siteIds.incrementAndGet()));
    }
  }

  private Reply updateSite(Request request, String uid) {
    String name = name(request);
    ObjectNode body = body(request);
    return ok(
        request,
        state.sites.change(
            uid,
            site -> {
              site.put("name", name);
              for (String member : new String[] {"description", "notes"}) {
                if (body.has(member)) {
                  site.set(member, body.get(member));
                }
              }
            }));
  }

  private static String name(Request request) {
    String name = body(request).path("name").asText("");
    if (name.isBlank()) {
      throw new Refusal(DattoErrors.of(400, request));
    }
    return name;
  }

  private static Reply ok(Request request, boolean found) {
    return found ? Reply.empty(200) : DattoErrors.of(404, request);
  }

  private static ObjectNode body(Request request) {
    return request.objectOr(() -> DattoErrors.of(400, request));
  }
}
