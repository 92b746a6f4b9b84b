package dev.caravan.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.Refusal;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import dev.caravan.sandbox.wire.RequestLog;
import dev.caravan.sandbox.wire.RollingWindow;
import dev.caravan.sandbox.wire.Router;
import dev.caravan.sandbox.wire.Vendor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The control requests, all JSON, below {@code /control}. docs/sandbox.md lists them. */
final class Control implements HttpHandler {
  private final Sandbox sandbox;
  private final Router router = new Router();

  Control(Sandbox sandbox) {
    this.sandbox = sandbox;
    router.on("GET", "/state", (r, p) -> Reply.json(200, state()));
    router.on("POST", "/reset", (r, p) -> reset());
    router.on("POST", "/seed", (r, p) -> seed(Json.readObject(r.body())));
    router.on("GET", "/faults", (r, p) -> Reply.json(200, sandbox.faults().waiting()));
    router.on("POST", "/faults", (r, p) -> addFaults(Json.read(r.body())));
    router.on("DELETE", "/faults", (r, p) -> clearFaults());
    router.on("GET", "/requests", (r, p) -> Reply.json(200, requests(r)));
    router.on("DELETE", "/requests", (r, p) -> clearRequests());
    router.on("GET", "/headers", (r, p) -> Reply.json(200, sandbox.log().headerNames()));
    router.on("GET", "/limits", (r, p) -> Reply.json(200, limits()));
    router.on("POST", "/limits/reset", (r, p) -> resetLimits());
    router.on("POST", "/limits/spend", (r, p) -> spend(Json.readObject(r.body())));
    router.on("GET", "/settings", (r, p) -> Reply.json(200, settings()));
    router.on("POST", "/settings", (r, p) -> set(Json.readObject(r.body())));
    router.on("POST", "/living", (r, p) -> live(Json.readObject(r.body())));
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    Request request = Request.read(exchange, "control");
    Reply reply;
    try {
      sameOrigin(request);
      reply = router.route(request).orElseGet(() -> ofVendor(request));
    } catch (Refusal e) {
      reply = e.reply();
    } catch (IllegalArgumentException e) {
      reply = Reply.json(400, Map.of("error", String.valueOf(e.getMessage())));
    }
    reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    byte[] body = reply.body();
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  /** A web page of somebody else that is open in the browser must not play with the sandbox. */
  private static void sameOrigin(Request request) {
    String own = "http://" + request.header("host").orElse("");
    if (!request.header("origin").orElse(own).equals(own)) {
      throw new Refusal(Reply.json(403, Map.of("error", "control is for this page alone")));
    }
  }

  private Reply ofVendor(Request request) {
    String[] parts = request.path().substring(1).split("/", 2);
    Vendor vendor = sandbox.vendors().get(parts[0]);
    if (vendor == null) {
      return Reply.json(404, Map.of("error", "no such control: " + request.path()));
    }
    String below = "/" + (parts.length == 2 ? parts[1] : "");
    return vendor.control(
        new Request(
            request.method(),
            below,
            request.rawQuery(),
            request.query(),
            request.headers(),
            request.body(),
            request.base()));
  }

  private ObjectNode state() {
    ObjectNode state = Json.object();
    ObjectNode counts = state.putObject("vendors");
    sandbox.vendors().forEach((prefix, vendor) -> counts.set(prefix, vendor.counts()));
    state.set("requests", Json.tree(sandbox.log().statuses()));
    state.set("limits", Json.tree(limits()));
    state.put("faultsWaiting", sandbox.faults().waiting().size());
    state.put("faultsMet", sandbox.faults().broken());
    return state;
  }

  private Reply reset() {
    sandbox.reset();
    return Reply.json(200, state());
  }

  private Reply seed(ObjectNode body) {
    known(body, List.of("sites", "devices", "alerts", "seed"));
    sandbox.seed(
        body.path("sites").asInt(),
        body.path("devices").asInt(),
        body.path("alerts").asInt(),
        body.path("seed").asLong(1));
    return Reply.json(200, state());
  }

  private Reply addFaults(JsonNode body) {
    List<JsonNode> nodes = new ArrayList<>();
    if (body.isArray()) {
      body.forEach(nodes::add);
    } else {
      nodes.add(body);
    }
    List<Fault> faults = nodes.stream().map(Control::fault).toList();
    faults.forEach(sandbox.faults()::add);
    return Reply.json(200, sandbox.faults().waiting());
  }

  private static Fault fault(JsonNode node) {
    ObjectNode members = Json.object().put("times", 1);
    if (node instanceof ObjectNode given) {
      members.setAll(given);
    }
    return Json.as(members, Fault.class);
  }

  private Reply clearFaults() {
    sandbox.faults().clear();
    return Reply.json(200, List.of());
  }

  /** Query: vendor, method, path (its beginning), after (a number), credentials masked. */
  private List<RequestLog.Entry> requests(Request request) {
    Map<String, String> query = request.query();
    long after = request.number("after", 0);
    return sandbox
        .log()
        .entries(
            entry ->
                entry.number() > after
                    && query.getOrDefault("vendor", entry.vendor()).equals(entry.vendor())
                    && query.getOrDefault("method", entry.method()).equals(entry.method())
                    && entry.path().startsWith(query.getOrDefault("path", "")))
        .stream()
        .map(RequestLog.Entry::masked)
        .toList();
  }

  private Reply clearRequests() {
    sandbox.log().clear();
    return Reply.json(200, Map.of());
  }

  private Map<String, Map<String, RollingWindow.Use>> limits() {
    Map<String, Map<String, RollingWindow.Use>> limits = new TreeMap<>();
    sandbox
        .vendors()
        .forEach(
            (prefix, vendor) -> {
              Map<String, RollingWindow.Use> uses = new TreeMap<>();
              vendor.windows().forEach((bucket, window) -> uses.put(bucket, window.use()));
              limits.put(prefix, uses);
            });
    return limits;
  }

  private Reply resetLimits() {
    sandbox.vendors().values().forEach(v -> v.windows().values().forEach(RollingWindow::reset));
    return Reply.json(200, limits());
  }

  /** What other tools spend: {@code {"vendor": "datto", "bucket": "read", "count": 100}}. */
  private Reply spend(ObjectNode body) {
    known(body, List.of("vendor", "bucket", "count"));
    Map<String, RollingWindow> windows = sandbox.vendor(body.path("vendor").asText()).windows();
    RollingWindow window = windows.get(body.path("bucket").asText());
    if (window == null) {
      throw new IllegalArgumentException("bucket must be one of " + windows.keySet());
    }
    window.spend(body.path("count").asInt());
    return Reply.json(200, limits());
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = new TreeMap<>();
    sandbox.vendors().forEach((prefix, vendor) -> settings.put(prefix, vendor.settings()));
    return settings;
  }

  /** {@code {"datto": {"readLimit": 20}, "atera": {"searchLagMs": 2000}}}. */
  private Reply set(ObjectNode body) {
    body.properties()
        .forEach(
            member -> {
              Vendor vendor = sandbox.vendor(member.getKey());
              if (member.getValue() instanceof ObjectNode changes) {
                vendor.set(changes);
              }
            });
    return Reply.json(200, settings());
  }

  /** {@code {"ticks": 5}} for steps now, {@code {"everyMs": 1000}} by itself, 0 = stand still. */
  private Reply live(ObjectNode body) {
    known(body, List.of("ticks", "everyMs"));
    if (body.has("everyMs")) {
      sandbox.living().every(Duration.ofMillis(body.path("everyMs").asLong()));
    }
    List<String> happened = new ArrayList<>();
    for (int i = 0; i < body.path("ticks").asInt(); i++) {
      happened.addAll(sandbox.living().tick());
    }
    return Reply.json(200, Map.of("running", sandbox.living().running(), "happened", happened));
  }

  private static void known(ObjectNode body, List<String> names) {
    body.fieldNames()
        .forEachRemaining(
            name -> {
              if (!names.contains(name)) {
                throw new IllegalArgumentException(name + " is not one of " + names);
              }
            });
  }
}
