package dev.caravan.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Faults.WaitingFault;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.Refusal;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import dev.caravan.sandbox.wire.RequestLog;
import dev.caravan.sandbox.wire.RollingWindow;
import dev.caravan.sandbox.wire.Router;
import dev.caravan.sandbox.wire.Seed;
import dev.caravan.sandbox.wire.SimulatedAccount;
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
    router.get("/state", (r, p) -> state());
    router.post("/reset", (r, p) -> reset());
    router.post("/seed", (r, p) -> seed(r.object()));
    router.get("/faults", (r, p) -> sandbox.faults().waiting());
    router.post("/faults", (r, p) -> addFaults(Json.read(r.body())));
    router.delete("/faults", (r, p) -> clearFaults());
    router.get("/requests", (r, p) -> requests(r));
    router.delete("/requests", (r, p) -> clearRequests());
    router.get("/headers", (r, p) -> sandbox.log().headerNames());
    router.get("/limits", (r, p) -> limits());
    router.post("/limits/reset", (r, p) -> resetLimits());
    router.post("/limits/spend", (r, p) -> spend(r.object()));
    router.get("/settings", (r, p) -> settings());
    router.post("/settings", (r, p) -> set(r.object()));
    router.post("/living", (r, p) -> simulate(r.object()));
    router.get("/page", (r, p) -> page(r.number("limit", Integer.MAX_VALUE)));
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
    SimulatedAccount<?> account = sandbox.accounts().get(parts[0]);
    if (account == null) {
      return Reply.json(404, Map.of("error", "no such control: " + request.path()));
    }
    String below = "/" + (parts.length == 2 ? parts[1] : "");
    return account.control(
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
    sandbox.accounts().forEach((prefix, account) -> counts.set(prefix, account.counts()));
    state.set("requests", Json.tree(sandbox.log().statuses()));
    state.set("limits", Json.tree(limits()));
    state.put("faultsWaiting", sandbox.faults().waiting().size());
    state.put("faultsMet", sandbox.faults().broken());
    return state;
  }

  private ObjectNode reset() {
    sandbox.reset();
    return state();
  }

  private ObjectNode seed(ObjectNode body) {
    known(body, List.of("sites", "devices", "alerts", "seed"));
    int sites = body.path("sites").asInt();
    int devices = body.path("devices").asInt();
    int alerts = body.path("alerts").asInt();
    sandbox.seed(new Seed(sites, devices, alerts, body.path("seed").asLong(1)));
    return state();
  }

  private List<WaitingFault> addFaults(JsonNode body) {
    List<JsonNode> nodes = new ArrayList<>();
    if (body.isArray()) {
      body.forEach(nodes::add);
    } else {
      nodes.add(body);
    }
    List<Fault> faults = nodes.stream().map(Control::fault).toList();
    faults.forEach(sandbox.faults()::add);
    return sandbox.faults().waiting();
  }

  private static Fault fault(JsonNode node) {
    ObjectNode members = Json.object().put("times", 1);
    if (node instanceof ObjectNode given) {
      members.setAll(given);
    }
    return Json.as(members, Fault.class);
  }

  private List<Object> clearFaults() {
    sandbox.faults().clear();
    return List.of();
  }

  /** Query: vendor, method, path (its beginning), after (a number), credentials masked. */
  private List<RequestLog.LoggedRequest> requests(Request request) {
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
        .map(RequestLog.LoggedRequest::masked)
        .toList();
  }

  private Map<String, Object> clearRequests() {
    sandbox.log().clear();
    return Map.of();
  }

  private Map<String, Map<String, RollingWindow.WindowUse>> limits() {
    Map<String, Map<String, RollingWindow.WindowUse>> limits = new TreeMap<>();
    for (SimulatedAccount<?> account : sandbox.accounts().values()) {
      Map<String, RollingWindow.WindowUse> uses = new TreeMap<>();
      account.windows().forEach((bucket, window) -> uses.put(bucket, window.use()));
      limits.put(account.prefix(), uses);
    }
    return limits;
  }

  private Map<String, Map<String, RollingWindow.WindowUse>> resetLimits() {
    sandbox.accounts().values().forEach(a -> a.windows().values().forEach(RollingWindow::reset));
    return limits();
  }

  /** What other tools spend: {@code {"vendor": "datto", "bucket": "read", "count": 100}}. */
  private Map<String, Map<String, RollingWindow.WindowUse>> spend(ObjectNode body) {
    known(body, List.of("vendor", "bucket", "count"));
    Map<String, RollingWindow> windows = sandbox.account(body.path("vendor").asText()).windows();
    RollingWindow window = windows.get(body.path("bucket").asText());
    if (window == null) {
      throw new IllegalArgumentException("bucket must be one of " + windows.keySet());
    }
    window.spend(body.path("count").asInt());
    return limits();
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = new TreeMap<>();
    sandbox.accounts().forEach((prefix, account) -> settings.put(prefix, account.settings()));
    return settings;
  }

  /** {@code {"datto": {"readLimit": 20}, "atera": {"searchLagMs": 2000}}}. */
  private Map<String, Object> set(ObjectNode body) {
    body.properties()
        .forEach(
            member -> {
              SimulatedAccount<?> account = sandbox.account(member.getKey());
              if (member.getValue() instanceof ObjectNode changes) {
                account.set(Json.members(changes));
              }
            });
    return settings();
  }

  /** {@code {"ticks": 5}} for steps now, {@code {"everyMs": 1000}} by itself, 0 = stand still. */
  private Map<String, Object> simulate(ObjectNode body) {
    known(body, List.of("ticks", "everyMs"));
    if (body.has("everyMs")) {
      sandbox.simulation().every(Duration.ofMillis(body.path("everyMs").asLong()));
    }
    List<String> happened = new ArrayList<>();
    for (int i = 0; i < body.path("ticks").asInt(); i++) {
      happened.addAll(sandbox.simulation().tick());
    }
    return Map.of("running", sandbox.simulation().running(), "happened", happened);
  }

  /** What the page at {@code /} shows, for its script. */
  private Map<String, Object> page(int most) {
    List<String> head = new ArrayList<>();
    List<Map<String, Object>> tables = new ArrayList<>();
    for (SimulatedAccount<?> account : sandbox.shown()) {
      head.add(account.headline());
      account.tables(most).forEach(table -> tables.add(table.content()));
    }
    head.removeIf(String::isEmpty);
    return Map.of("headline", String.join(" · ", head), "tables", tables);
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
