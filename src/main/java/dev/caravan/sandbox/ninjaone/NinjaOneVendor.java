package dev.caravan.sandbox.ninjaone;

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

/** One simulated NinjaOne tenant. Thread-safe. */
public final class NinjaOneVendor extends SimulatedAccount<NinjaOneSettings> {
  private static final int MOST_DEVICES = 300;
  private static final int MOST_ALERTS = 5;

  private final ClientApp app;
  private final TenantLists lists;
  private final TenantDevices devices;
  private final TenantAlerts alerts;
  private final TicketStore tickets;

  public NinjaOneVendor(String prefix, InstantSource clock) {
    super(prefix, clock, NinjaOneSettings.defaults());
    this.app =
        new ClientApp(
            new AccessTokens(clock),
            window("requests", NinjaOneSettings::requestLimit, NinjaOneSettings::windowMs),
            switches::get);
    this.lists = new TenantLists(switches::get, clock);
    this.devices = new TenantDevices(lists, switches::get, clock);
    this.alerts = new TenantAlerts(switches::get, clock);
    this.tickets = new TicketStore(clock);
    app.routes(router);
    router.put("/v2/webhook", (r, p) -> Reply.empty(204));
    router.delete("/v2/webhook", (r, p) -> Reply.empty(204));
    devices.routes(router);
    alerts.routes(router);
    new TicketingCalls(tickets, devices, switches::get, clock).routes(router);
    new NinjaOneControl(this).routes(controls);
  }

  @Override
  public Admission admit(Request request) {
    return app.admit(request);
  }

  /** The API is at both paths. */
  @Override
  public Reply answer(Request request) {
    if (!request.path().startsWith("/api/v2/")) {
      return super.answer(request);
    }
    return super.answer(
        new Request(
            request.method(),
            request.path().substring("/api".length()),
            request.rawQuery(),
            request.query(),
            request.headers(),
            request.body(),
            request.base()));
  }

  @Override
  protected Reply notFound(Request request) {
    return NinjaOneErrors.missing("Resource").reply();
  }

  /** A device or alert comes, or the first goes. */
  @Override
  public void moveRows(Request request, boolean insert) {
    if (request.path().contains("alerts")) {
      if (insert) {
        openAlerts(1);
      } else {
        alerts().stream().limit(1).forEach(alert -> vanishAlert(alert.path("uid").asText()));
      }
    } else if (insert) {
      devices.add();
    } else {
      devices().stream().limit(1).forEach(device -> deleteDevice(device.path("id").asInt()));
    }
  }

  /** Organizations of the names that sites have; a few alerts, for others have more. */
  @Override
  public void seed(Seed wanted) {
    alerts.clear();
    tickets.clear();
    lists.clear();
    devices.seed(wanted, MOST_DEVICES);
    openAlerts(Math.min(wanted.alerts(), MOST_ALERTS));
  }

  @Override
  public List<PageTable> tables(int most) {
    return NinjaOneTables.of(this, most);
  }

  /** Opens more alerts on devices in turn; their uids. */
  public List<String> openAlerts(int count) {
    List<String> uids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      uids.add(openAlert(Json.object()));
    }
    return uids;
  }

  /** Opens one alert of which some members are given; its uid. */
  public String openAlert(ObjectNode members) {
    List<ObjectNode> known = devices();
    int n = alerts().size();
    return alerts.open(
        members, known.isEmpty() ? 1 : known.get(n % known.size()).path("id").asInt());
  }

  /** Changes members of an alert; false when there is none with that uid. */
  public boolean changeAlert(String uid, ObjectNode members) {
    return alerts.change(uid, members);
  }

  /** The condition is over: the alert is gone, and an activity says why. */
  public boolean resetAlert(String uid) {
    return alerts.reset(uid);
  }

  /** An alert is nowhere any more, and no activity says why. */
  public boolean vanishAlert(String uid) {
    return alerts.vanish(uid);
  }

  public List<ObjectNode> alerts() {
    return alerts.active();
  }

  /** Further devices; their ids. */
  public List<Integer> addDevices(int count) {
    List<Integer> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(devices.add());
    }
    return ids;
  }

  public boolean changeDevice(int id, ObjectNode members) {
    return devices.change(id, members);
  }

  public boolean deleteDevice(int id) {
    return devices.delete(id);
  }

  public List<ObjectNode> devices() {
    return devices.all();
  }

  public List<ObjectNode> organizations() {
    return devices.organizations();
  }

  /** Somebody works on a ticket; false when there is none with that id. */
  public boolean person(String id, TechnicianAction action) {
    return action.on(tickets, Integer.parseInt(id), clock.instant());
  }

  /** The truth about every ticket, oldest first, whatever the boards show. */
  public List<NinjaTicketSnapshot> tickets() {
    return tickets.all(NinjaTicketSnapshot::of);
  }

  /** The tickets that bear a marker. More than one is what must never be. */
  public List<NinjaTicketSnapshot> ticketsWithMarker(String marker) {
    return tickets().stream().filter(one -> one.tags().contains(marker)).toList();
  }

  /** Every token stops working at once. */
  public void revokeTokens() {
    app.tokens().revokeAll();
  }

  /** How many tokens have been given out since the reset. */
  public long tokensIssued() {
    return app.tokens().issued();
  }

  @Override
  public ObjectNode counts() {
    List<NinjaTicketSnapshot> all = tickets();
    return Json.object()
        .put("devices", devices().size())
        .put("alerts", alerts().size())
        .put("tickets", all.size())
        .put("openTickets", all.stream().filter(NinjaTicketSnapshot::open).count())
        .put("tokensIssued", app.tokens().issued());
  }

  @Override
  protected void clear() {
    seed(new Seed(0, 0, 0, 1));
    app.tokens().reset();
  }
}
