package dev.caravan.sandbox.opsramp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.AccessTokens;
import dev.caravan.sandbox.wire.Admission;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.PageTable;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import dev.caravan.sandbox.wire.Seed;
import dev.caravan.sandbox.wire.SimulatedAccount;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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
    new TenantTokens(tokens, switches::get).routes(router);
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
    return OpsRampTables.of(this, most);
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
    return alerts.open(members, resources(), settings().tenantId(), clientName());
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
}
