package dev.caravan.runtime;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.cycle.CycleReport;
import dev.caravan.ledger.DeadLetter;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Event;
import dev.caravan.ledger.LedgerView;
import dev.caravan.ledger.Marker;
import dev.caravan.ledger.WriteIntent;
import dev.caravan.sandbox.Sandbox;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.RequestLog;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Both vendors and a process of Caravan between them that stays up from cycle to cycle, all by one
 * clock that a test may put forward.
 */
public final class Office implements AutoCloseable {
  public static final String SYNC = Installation.SYNC;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a process ends with that got SIGKILL. */
  private static final int KILLED = 128 + 9;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  public final JumpingClock clock = new JumpingClock();
  public final Installation here;
  public final Sandbox sandbox;
  private final Path folder;
  private Clock ours = clock;
  private @Nullable CaravanRuntime caravan;

  public Office(Path folder, int alerts) {
    this(folder, SandboxOptions.defaults().withRecords(3, 30, alerts));
  }

  public Office(Path folder, SandboxOptions options) {
    this.folder = folder;
    here = new Installation(folder, options.withClock(clock));
    sandbox = here.sandbox;
  }

  public Office with(String key, String value) {
    here.with(key, value);
    return this;
  }

  /** The next process has a clock that differs from the vendors'. */
  public Office withClock(Clock other) {
    this.ours = other;
    return this;
  }

  public CaravanRuntime caravan() {
    if (caravan == null) {
      caravan =
          CaravanRuntime.start(RuntimeSpec.of(here.settings(), List.of(SYNC)).withClock(ours));
    }
    return caravan;
  }

  public CycleReport sync() {
    return caravan().syncs().run(SYNC, 0);
  }

  public CycleReport syncAccepting(int closes) {
    return caravan().syncs().run(SYNC, closes);
  }

  /** Cycles until one leaves nothing in doubt; the last one's report. */
  public CycleReport syncUntilSettled() {
    CycleReport report = sync();
    for (int i = 0; i < 10 && report.outcome().exitCode() != 0; i++) {
      report = sync();
    }
    return report;
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
    return new CyclesUntilKilled(
            here.configFile(), Path.of("routes").toAbsolutePath(), Installation.SYNC)
        .run(clock.ahead(), cycles, enough);
  }

  /** Ends the process; the next cycle has a new one. */
  public void restart() {
    if (caravan != null) {
      caravan.close();
      caravan = null;
    }
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

  /** Opens an alert about one disk of one device. */
  public void opens(String key, String device, String disk, Instant at) {
    here.opens(key, device, disk, at);
  }

  public void changes(String key, String members) {
    if (!sandbox.datto().changeAlert(key, json(members))) {
      throw new IllegalArgumentException("no alert " + key);
    }
  }

  public void resolves(String key) {
    if (!sandbox.datto().resolveAlert(key)) {
      throw new IllegalArgumentException("no alert " + key);
    }
  }

  public void vanishes(String key) {
    if (!sandbox.datto().deleteAlert(key)) {
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

  /** The writes that reached Atera since the log was cleared. */
  public List<RequestLog.LoggedRequest> writes() {
    return sandbox
        .log()
        .entries(entry -> entry.vendor().equals("atera") && !entry.method().equals("GET"));
  }

  public <T extends @Nullable Object> T ledger(Function<LedgerView, T> question) {
    return caravan().ledger().read(SYNC, question);
  }

  public Entry entry(String key) {
    return ledger(view -> view.entries().find(key)).orElseThrow();
  }

  public List<DeadLetter> deadLetters() {
    return ledger(view -> view.deadLetters().all());
  }

  public List<WriteIntent> steps() {
    return ledger(view -> view.steps().all());
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

  @Override
  public void close() {
    restart();
    here.close();
  }
}
