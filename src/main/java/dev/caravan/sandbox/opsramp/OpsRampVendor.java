package dev.caravan.sandbox.opsramp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.opsramp.OpsRampSettings.Lifetime;
import dev.caravan.sandbox.opsramp.OpsRampSettings.TokenPath;
import dev.caravan.sandbox.wire.AccessTokens;
import dev.caravan.sandbox.wire.Admission;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.PageTable;
import dev.caravan.sandbox.wire.PageTable.PageColumn;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import dev.caravan.sandbox.wire.Seed;
import dev.caravan.sandbox.wire.SimulatedAccount;
import dev.caravan.sandbox.wire.Splice;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One simulated OpsRamp client. Thread-safe. */
public final class OpsRampVendor extends SimulatedAccount<OpsRampSettings> {
  private static final String TENANT = "/api/v2/tenants/{tenant}";
  private static final int MOST_RESOURCES = 300;
  private static final int MOST_ALERTS = 5;

  private final AccessTokens tokens;
  private final OpsRampLimits limits;
  private final ClientAlerts alerts;
  private final ClientResources resources;
  private final ClientIncidents incidents;
  private final ResultPages pages;
  private Seed seed = new Seed(0, 0, 0, 1);

  public OpsRampVendor(String prefix, InstantSource clock) {
    super(prefix, clock, OpsRampSettings.defaults());
    this.tokens = new AccessTokens(clock);
    this.limits = new OpsRampLimits(clock, switches::get, this::window);
    this.pages = new ResultPages(switches::get);
    this.alerts = new ClientAlerts(pages, clock);
    this.resources = new ClientResources(pages, switches::get, clock);
    this.incidents = new ClientIncidents(clock, switches::get);
    router.post("/tenancy/auth/oauth/token", (r, p) -> token(r, TokenPath.TENANCY));
    router.post("/auth/oauth/token", (r, p) -> token(r, TokenPath.PLAIN));
    alerts.routes(router, TENANT);
    resources.routes(router, TENANT);
    new IncidentCalls(incidents, pages, clock, switches::get).routes(router, TENANT);
    new OpsRampControl(this).routes(controls);
  }

  /** An expired token is answered like a proxy's refusal, without the header of one. */
  @Override
  public Admission admit(Request request) {
    OpsRampSettings now = switches.get();
    if (!request.path().startsWith("/api/")) {
      return Admission.granted();
    }
    if (now.deactivated()) {
      return Admission.refused(
          OpsRampErrors.refusal(410, "Tenant is unavailable or deactivated").reply());
    }
    if (!tokens.accepts(request)) {
      String token = AccessTokens.bearer(request);
      return Admission.refused(
          OpsRampErrors.oauth(
              now.rejectedStatus(),
              "InvalidTokenException",
              token.isEmpty() ? "Missing access token" : "Invalid access token"));
    }
    String tenant = request.path().replaceFirst("^/api/v2/tenants/([^/]+).*", "$1");
    return tenant.equals(now.tenantId())
        ? limits.arrive(request)
        : Admission.refused(OpsRampErrors.refusal(403, "Access denied to " + tenant).reply());
  }

  @Override
  public Reply answer(Request request) {
    Reply reply = super.answer(request);
    return request.path().startsWith("/api/") ? limits.marked(request, reply) : reply;
  }

  @Override
  protected Reply notFound(Request request) {
    return OpsRampErrors.refusal(404, "No such resource").reply();
  }

  /** A few alerts come or go in front, which in the order of ids is behind. */
  @Override
  public void moveRows(Request request, boolean insert) {
    if (request.path().contains("/incidents")) {
      move(insert, this::createIncident, incidents.all(one -> one.id), incidents::delete);
    } else if (request.path().contains("/resources")) {
      List<String> ids = ids(resources(), "id");
      move(insert, () -> addResources(1), ids, resources::delete);
    } else {
      move(insert, () -> openAlerts(1), ids(alerts(), "uniqueId"), alerts::delete);
    }
  }

  private static void move(
      boolean insert, Runnable one, List<String> ids, Consumer<String> delete) {
    if (insert) {
      one.run();
    } else {
      ids.stream().limit(1).forEach(delete);
    }
  }

  private static List<String> ids(List<ObjectNode> records, String member) {
    return records.stream().map(record -> record.path(member).asText()).toList();
  }

  /** One client, which bears the name of the first site; a few alerts, for others have more. */
  @Override
  public void seed(Seed wanted) {
    alerts.clear();
    resources.clear();
    incidents.clear();
    seed = wanted;
    addResources(Math.min(wanted.devices(), MOST_RESOURCES));
    openAlerts(Math.min(wanted.alerts(), MOST_ALERTS));
  }

  @Override
  public List<PageTable> tables(int most) {
    List<ObjectNode> open = openAlerts();
    List<IncidentSnapshot> all = new ArrayList<>(incidents());
    Collections.reverse(all);
    List<PageColumn> ofAlerts =
        List.of(
            new PageColumn("Id", "/uniqueId", "number"),
            new PageColumn("State", "/currentState", "short priority"),
            new PageColumn("Resource", "/device/name", "short"),
            new PageColumn("Subject", "/subject", ""));
    List<PageColumn> ofIncidents =
        List.of(
            new PageColumn("Id", "/id", "short"),
            new PageColumn("Status", "/status", "short status"),
            new PageColumn("Priority", "/priority", "priority"),
            new PageColumn("Subject", "/subject", ""),
            new PageColumn("Responses", "/responses", "number count"));
    long unsolved = all.stream().filter(IncidentSnapshot::open).count();
    return List.of(
        new PageTable(
            "opsramp-alerts",
            "Open alerts at OpsRamp",
            String.valueOf(open.size()),
            "No open alerts.",
            ofAlerts,
            Splice.slice(open, 0, most)),
        new PageTable(
            "incidents",
            "Incidents at OpsRamp",
            "%d open of %d".formatted(unsolved, all.size()),
            "No incidents yet.",
            ofIncidents,
            Splice.slice(all, 0, most)));
  }

  /** Opens more alerts on resources in turn; their ids. */
  public List<String> openAlerts(int count) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(openAlert(Json.object()));
    }
    return ids;
  }

  /** Opens one alert of which some members are given; its id. */
  public String openAlert(ObjectNode members) {
    List<ObjectNode> known = resources();
    int n = alerts.all().size();
    ObjectNode alert = Json.object().put("subject", "Disk C: usage is above its threshold");
    alert.put("description", "Disk C: is critical. (Crossed 90% usage). Total-102642 MB");
    alert.put("currentState", List.of("Critical", "Warning", "Info").get(n % 3));
    alert.put("clientUniqueId", settings().tenantId()).put("tenantName", clientName());
    if (!known.isEmpty()) {
      ObjectNode resource = known.get(n % known.size());
      for (String place : List.of("device", "resource")) {
        alert
            .putObject(place)
            .put("id", resource.path("id").asText())
            .put("name", resource.path("name").asText())
            .put("hostName", resource.path("hostName").asText())
            .put("type", "DEVICE");
      }
    }
    alert.setAll(members);
    return alerts.open(alert);
  }

  /** Changes members of an alert; false when there is none with that id. */
  public boolean changeAlert(String id, ObjectNode members) {
    return alerts.change(id, members);
  }

  /** The monitor finds the metric well again: the alert's state is Ok. */
  public boolean healAlert(String id) {
    return alerts.heal(id);
  }

  /** An alert is nowhere any more. */
  public boolean deleteAlert(String id) {
    return alerts.delete(id);
  }

  public List<ObjectNode> openAlerts() {
    return alerts.open();
  }

  public List<ObjectNode> alerts() {
    return alerts.all();
  }

  /** Further resources; their ids. */
  public List<String> addResources(int count) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(resources.add(settings().tenantId(), clientName(), seed.number()));
    }
    return ids;
  }

  /** Changes members of a resource; false when there is none with that id. */
  public boolean changeResource(String id, ObjectNode members) {
    return resources.change(id, members);
  }

  public boolean deleteResource(String id) {
    return resources.delete(id);
  }

  public List<ObjectNode> resources() {
    return resources.all();
  }

  /** An incident that a person has written; its id. */
  public String createIncident() {
    return createIncident(Json.object());
  }

  /** The same with a reference that somebody gave it. */
  public String createIncident(String extTicketId) {
    return createIncident(Json.object().put("extTicketId", extTicketId));
  }

  private String createIncident(ObjectNode body) {
    body.put("subject", "By hand").put("description", "by hand");
    return incidents.create((id, now) -> new StoredIncident(id, body, now));
  }

  /** Somebody works on an incident; false when there is none with that id. */
  public boolean person(String id, IncidentAction action) {
    return action.on(incidents, id, clock.instant());
  }

  /** The truth about every incident, oldest first, whatever the searches show. */
  public List<IncidentSnapshot> incidents() {
    return incidents.all(IncidentSnapshot::of);
  }

  /** The incidents that bear a marker. More than one is what must never be. */
  public List<IncidentSnapshot> incidentsWithMarker(String marker) {
    return incidents().stream().filter(one -> marker.equals(one.marker())).toList();
  }

  /** Every token stops working at once. */
  public void revokeTokens() {
    tokens.revokeAll();
  }

  /** How many tokens have been given out since the reset. */
  public long tokensIssued() {
    return tokens.issued();
  }

  @Override
  public ObjectNode counts() {
    List<IncidentSnapshot> all = incidents();
    return Json.object()
        .put("resources", resources.all().size())
        .put("openAlerts", openAlerts().size())
        .put("incidents", all.size())
        .put("openIncidents", all.stream().filter(IncidentSnapshot::open).count())
        .put("responses", all.stream().mapToInt(one -> one.responses().size()).sum())
        .put("tokensIssued", tokens.issued());
  }

  @Override
  protected void clear() {
    seed(new Seed(0, 0, 0, 1));
    tokens.reset();
  }

  private String clientName() {
    return seed.sites() == 0 ? "Acme" : Seed.siteName(0);
  }

  /** The credentials are members of the form; there is no HTTP Basic. */
  private Reply token(Request request, TokenPath path) {
    OpsRampSettings now = switches.get();
    if (now.tokenPath() != TokenPath.BOTH && now.tokenPath() != path) {
      return notFound(request);
    }
    Map<String, String> form = Request.parameters(request.text());
    boolean right =
        now.clientId().equals(form.get("client_id"))
            && now.clientSecret().equals(form.get("client_secret"));
    if ("client_credentials".equals(form.get("grant_type")) && !right) {
      return OpsRampErrors.oauth(401, "unauthorized", "Bad API credentials");
    }
    AccessTokens.Grant grant = new AccessTokens.Grant(null, "client_credentials", Map.of());
    Reply issued =
        tokens.issue(request, grant, now.tokenLifetimeSeconds(), Map.of("scope", "global:manage"));
    if (issued.status() != 200 || now.expiresIn() == Lifetime.NUMBER) {
      return issued;
    }
    ObjectNode answer = Json.readObject(issued.body());
    String seconds = answer.remove("expires_in").asText();
    answer.put(now.expiresIn() == Lifetime.TEXT ? "expires_in" : "expires-in", seconds);
    return issued.withBody(Json.bytes(answer));
  }
}
