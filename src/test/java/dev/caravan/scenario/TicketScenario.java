package dev.caravan.scenario;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.ledger.DeadLetter;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Event;
import dev.caravan.ledger.Marker;
import dev.caravan.ledger.WriteIntent;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.RequestLog;
import dev.caravan.scenario.AlertTarget.PersonsDeed;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Alerts that become tickets, and people who work on these. */
public final class TicketScenario extends Scenario<TicketScenario> {
  public static final String SYNC = "datto-alerts-to-atera-tickets";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the vendors and a process that stays up go by, where a test may put time forward. */
  public final JumpingClock clock;

  /** The clock of the processes only, which may differ from the vendors'. */
  public final JumpingClock own;

  /** Where the alerts go. */
  public final AlertTarget target;

  private TicketScenario(
      Path folder, AlertTarget target, SandboxOptions options, JumpingClock clock) {
    super(folder, target.sync, options);
    this.target = target;
    this.clock = clock;
    this.own = JumpingClock.beside(clock);
  }

  /** Each cycle has a process of its own, and time is the machine's. */
  public TicketScenario(Path folder, SandboxOptions options) {
    this(folder, AlertTarget.ATERA_TICKETS, options, new JumpingClock());
  }

  /** One process for all cycles; it and the vendors go by one clock that a test may put forward. */
  public static TicketScenario running(Path folder, SandboxOptions options) {
    return running(folder, AlertTarget.ATERA_TICKETS, options);
  }

  /** The same with any target, where comments can be written, and without an open alert. */
  public static TicketScenario into(AlertTarget target, Path folder) {
    SandboxOptions empty = SandboxOptions.defaults().withRecords(3, 30, 0);
    TicketScenario scenario = running(folder, target, empty);
    target.configure(scenario);
    return scenario;
  }

  private static TicketScenario running(Path folder, AlertTarget target, SandboxOptions options) {
    JumpingClock clock = new JumpingClock();
    TicketScenario scenario = new TicketScenario(folder, target, options.withClock(clock), clock);
    return scenario.withClock(scenario.own).withNanos(clock::nanos).staysUp();
  }

  /** The same with so many open alerts. */
  public static TicketScenario running(Path folder, int alerts) {
    return running(folder, SandboxOptions.defaults().withRecords(3, 30, alerts));
  }

  @Override
  TicketScenario self() {
    return this;
  }

  /**
   * Ends the process and lets another one run cycles until it is killed.
   *
   * @param cycles so many at most
   * @param enough when to kill it; after a minute it is killed all the same
   * @return false when it had run all its cycles before
   */
  public boolean killed(int cycles, BooleanSupplier enough) throws Exception {
    restart();
    return new CyclesUntilKilled(configFile(), routes(), SYNC).run(own.ahead(), cycles, enough);
  }

  /** Opens an alert about a disk, and gives its key. */
  public String opens(String key) {
    return sandbox
        .datto()
        .openAlert(
            json(
                """
                {"alertUid":"%s","priority":"High","alertContext":\
                {"@class":"perf_disk_usage_ctx","diskName":"C:"}}\
                """
                    .formatted(key)));
  }

  /**
   * Opens an alert about one disk of one device, with a measured value that no two alerts share.
   */
  public void opens(String key, String device, String disk, Instant at) {
    ObjectNode alert = JSON.createObjectNode();
    alert.put("alertUid", key).put("priority", "High").put("timestamp", at.toEpochMilli());
    alert
        .putObject("alertContext")
        .put("@class", "perf_disk_usage_ctx")
        .put("diskName", disk)
        .put("freeSpace", key.charAt(0));
    alert
        .putObject("alertSourceInfo")
        .put("deviceUid", device)
        .put("deviceName", device)
        .put("siteUid", "s")
        .put("siteName", "Acme");
    sandbox.datto().openAlert(alert);
  }

  public void changes(String key, String members) {
    known(key, sandbox.datto().changeAlert(key, json(members)));
  }

  public void resolves(String key) {
    known(key, sandbox.datto().resolveAlert(key));
  }

  public void vanishes(String key) {
    known(key, sandbox.datto().deleteAlert(key));
  }

  private static void known(String key, boolean done) {
    if (!done) {
      throw new IllegalArgumentException("no alert " + key);
    }
  }

  public List<String> openKeys() {
    return sandbox.datto().openAlerts().stream()
        .map(alert -> alert.path("alertUid").asText())
        .toList();
  }

  public void fault(Fault fault) {
    sandbox.faults().add(fault);
  }

  public List<TicketSnapshot> tickets() {
    return sandbox.atera().tickets();
  }

  public static String marker(String key, int generation) {
    return Marker.of("main", SYNC, key, generation);
  }

  /** The counterparts, whatever the target, the oldest first. */
  public List<SeenCounterpart> counterparts() {
    return target.seen(sandbox).stream().sorted(Comparator.comparing(SeenCounterpart::id)).toList();
  }

  /** Those of one generation of a record. */
  public List<SeenCounterpart> counterpartsOf(String key, int generation) {
    String marker = Marker.of("main", target.sync, key, generation);
    return counterparts().stream().filter(one -> one.marker().equals(marker)).toList();
  }

  /** The first and only one of a record. */
  public SeenCounterpart counterpartOf(String key) {
    List<SeenCounterpart> found = counterpartsOf(key, 1);
    if (found.size() != 1) {
      throw new AssertionError(key + " has " + found.size() + " counterparts");
    }
    return found.get(0);
  }

  /** A person does that to a counterpart, with a text where it takes one. */
  public void person(SeenCounterpart one, PersonsDeed deed, String text) {
    target.person(sandbox, one.id(), deed, text);
  }

  /** Makes another one with the same marker where it decides; the new one. */
  public SeenCounterpart copies(SeenCounterpart one) {
    Set<String> before =
        counterparts().stream().map(SeenCounterpart::id).collect(Collectors.toSet());
    target.copy(sandbox, one.marker());
    return counterparts().stream()
        .filter(it -> !before.contains(it.id()))
        .findFirst()
        .orElseThrow();
  }

  /** The tickets of one generation of a record. */
  public List<TicketSnapshot> ticketsOf(String key, int generation) {
    return sandbox.atera().ticketsWithMarker(marker(key, generation));
  }

  public TicketSnapshot ticketOf(String key) {
    List<TicketSnapshot> tickets = ticketsOf(key, 1);
    if (tickets.size() != 1) {
      throw new AssertionError(key + " has " + tickets.size() + " tickets");
    }
    return tickets.get(0);
  }

  public void person(String key, PersonAction action) {
    sandbox.atera().person(ticketOf(key).id(), action);
  }

  /** What the target lists of its tickets now, as it sends it. */
  public String listOfTickets() throws IOException, InterruptedException {
    String since = "1970-01-01T00%3A00%3A00Z";
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    sandbox.uri()
                        + "/atera/api/v3/tickets/lastmodified?date="
                        + since
                        + "&itemsInPage=50&page=1"))
            .header("X-API-KEY", "sandbox-api-key")
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  /** The writes that reached the target since the log was cleared. */
  public List<RequestLog.LoggedRequest> writes() {
    return sandbox
        .log()
        .entries(
            entry ->
                entry.vendor().equals(target.vendor())
                    && !entry.method().equals("GET")
                    && !entry.path().endsWith("/run")
                    && !entry.path().contains("token"));
  }

  public Entry entry(String key) {
    return ledger(view -> view.entries().find(key)).orElseThrow();
  }

  public List<DeadLetter> deadLetters() {
    return ledger(view -> view.deadLetters().all());
  }

  public List<WriteIntent> intents() {
    return ledger(view -> view.intents().all());
  }

  /** What the ledger tells of a record, for the report of a failure. */
  public String story(String key) {
    List<Event> events = ledger(view -> view.story(key));
    return events.stream()
        .map(e -> "  cycle %d, %s: %s %s".formatted(e.cycle(), e.at(), e.event(), e.detail()))
        .collect(
            Collectors.joining(
                "\n",
                "The story of " + key + ":\n",
                "\n  now " + ledger(view -> view.entries().find(key))));
  }

  public static ObjectNode json(String text) {
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (java.io.IOException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
