package dev.caravan.sandbox.datto;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.AccessTokens;
import dev.caravan.sandbox.wire.Admission;
import dev.caravan.sandbox.wire.Button;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.PageTable;
import dev.caravan.sandbox.wire.RecordList.StoredRecord;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import dev.caravan.sandbox.wire.Router;
import dev.caravan.sandbox.wire.Seed;
import dev.caravan.sandbox.wire.SimulatedAccount;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One simulated Datto RMM account. Thread-safe. */
public final class DattoVendor extends SimulatedAccount<DattoSettings> {
  private final DattoState state;
  private final DattoSeed seed;
  private final AlertEvents events;
  private final MovingRows moving;
  private final AccessTokens tokens;
  private final DattoLimits limits;
  private final Router notesRouter = new Router();

  public DattoVendor(String prefix, InstantSource clock) {
    super(prefix, clock, DattoSettings.defaults());
    this.state = new DattoState(clock);
    this.seed = new DattoSeed(state, clock, switches::get);
    this.events = new AlertEvents(state, seed);
    this.moving = new MovingRows(state, seed, switches::get);
    this.tokens = new AccessTokens(clock);
    this.limits = new DattoLimits(clock, switches::get, this::window);
    DattoReads reads = new DattoReads(state, new DattoPages(switches::get), switches::get);
    reads.routes(router);
    reads.notesRoutes(notesRouter);
    new DattoWrites(state, seed).routes(router);
    new DattoSystem(tokens, clock, switches::get).routes(router);
    router.get("/api/v2/system/request_rate", (r, p) -> limits.requestRate());
    new DattoControl(this).routes(controls);
  }

  @Override
  public Admission admit(Request request) {
    Optional<Reply> blocked = limits.blocked();
    if (blocked.isPresent()) {
      return Admission.refused(blocked.get());
    }
    if (!request.path().startsWith("/api/") || request.path().equals(DattoSystem.STATUS_PATH)) {
      return Admission.granted();
    }
    return tokens.accepts(request)
        ? limits.arrive(request)
        : Admission.refused(DattoErrors.of(401, request));
  }

  @Override
  public Reply answer(Request request) {
    Optional<Reply> reply =
        switches.get().notesDialect() ? notesRouter.route(request) : Optional.empty();
    return reply.orElseGet(() -> super.answer(request));
  }

  @Override
  protected Reply notFound(Request request) {
    return DattoErrors.of(404, request);
  }

  @Override
  public void moveRows(Request request, boolean insert) {
    synchronized (seed) {
      moving.move(request, insert);
    }
  }

  /** The name of the n-th seeded site, from 0. */
  public static String siteName(int n) {
    return Seed.siteName(n);
  }

  @Override
  public void seed(Seed wanted) {
    synchronized (seed) {
      state.clear();
      seed.fill(wanted);
    }
  }

  /** Starts anew with so many records; the same seed gives the same ones. */
  public void seed(int sites, int devices, int alerts, long number) {
    seed(new Seed(sites, devices, alerts, number));
  }

  /** Opens more alerts on devices in turn; their uids. */
  public List<String> openAlerts(int count) {
    List<String> uids = new ArrayList<>();
    synchronized (seed) {
      for (int i = 0; i < count; i++) {
        uids.add(seed.addAlert().path("alertUid").asText());
      }
    }
    return uids;
  }

  /** At each step one thing happens: an alert opens, changes, flaps or resolves. */
  @Override
  public Optional<String> happen(long step) {
    synchronized (seed) {
      return Optional.of(events.happen());
    }
  }

  @Override
  public List<PageTable> tables(int most) {
    return List.of(DattoScreen.alerts(openAlerts(), most));
  }

  @Override
  public String headline() {
    return "%d devices at %d sites".formatted(state.devices.size(), state.sites.size());
  }

  @Override
  public List<Button> buttons() {
    return DattoScreen.buttons(prefix());
  }

  /** Opens one alert of which some members are given; returns its uid. */
  public String openAlert(ObjectNode members) {
    synchronized (seed) {
      ObjectNode alert = seed.newAlert();
      DattoState.merge(alert, members);
      state.openAlert(alert);
      return alert.path("alertUid").asText();
    }
  }

  /** Changes members of an alert, deeply; false when there is none with that uid. */
  public boolean changeAlert(String uid, ObjectNode members) {
    return state.changeAlert(uid, members);
  }

  /** The monitor resolves an alert: it leaves the open list and get-by-id shows it as resolved. */
  public boolean resolveAlert(String uid) {
    return state.resolve(uid, "system");
  }

  /** An alert leaves every list without having been resolved. */
  public boolean deleteAlert(String uid) {
    return state.deleteAlert(uid);
  }

  /** Further devices at the sites in turn; their uids. */
  public List<String> addDevices(int count) {
    List<String> uids = new ArrayList<>();
    synchronized (seed) {
      for (int i = 0; i < count; i++) {
        uids.add(seed.addDevice().path("uid").asText());
      }
    }
    return uids;
  }

  /** Changes members of a device, deeply; false when there is none with that uid. */
  public boolean changeDevice(String uid, ObjectNode members) {
    return state.devices.change(uid, device -> DattoState.merge(device, members));
  }

  /**
   * A device leaves the lists, or returns to them; get-by-id shows it either way.
   *
   * @return false when there is no such device
   */
  public boolean markDevice(String uid, boolean deleted) {
    if (deleted) {
      state.deletedDevices.add(uid);
    } else {
      state.deletedDevices.remove(uid);
    }
    return changeDevice(uid, Json.object().put("deleted", deleted));
  }

  /** A device goes, and its alerts with it. */
  public boolean deleteDevice(String uid) {
    return state.deleteDevice(uid);
  }

  /**
   * The key's user loses or regains sight of a site: lists skip it, get-by-id answers 403.
   *
   * @return false when there is no such site
   */
  public boolean hideSite(String uid, boolean hidden) {
    if (state.sites.get(uid).isEmpty()) {
      return false;
    }
    if (hidden) {
      state.hiddenSites.add(uid);
    } else {
      state.hiddenSites.remove(uid);
    }
    return true;
  }

  /** Every token stops working at once. */
  public void revokeTokens() {
    tokens.revokeAll();
  }

  /** How many tokens have been given out since the reset. */
  public long tokensIssued() {
    return tokens.issued();
  }

  public List<ObjectNode> openAlerts() {
    return state.open.list().stream().map(StoredRecord::object).toList();
  }

  public List<ObjectNode> resolvedAlerts() {
    return state.resolved.list().stream().map(StoredRecord::object).toList();
  }

  public List<ObjectNode> devices() {
    return state.devices.list().stream().map(StoredRecord::object).toList();
  }

  public List<ObjectNode> sites() {
    return state.sites.list().stream().map(StoredRecord::object).toList();
  }

  @Override
  public ObjectNode counts() {
    return Json.object()
        .put("sites", state.sites.size())
        .put("devices", state.devices.size())
        .put("openAlerts", state.open.size())
        .put("resolvedAlerts", state.resolved.size())
        .put("deletedAlerts", state.deletedAlerts.size())
        .put("tokensIssued", tokens.issued());
  }

  @Override
  protected void clear() {
    seed(new Seed(0, 0, 0, 1));
    tokens.reset();
    limits.unblock();
  }
}
