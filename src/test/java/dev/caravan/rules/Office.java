package dev.caravan.rules;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.cycle.CycleReport;
import dev.caravan.ledger.DeadLetter;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.LedgerView;
import dev.caravan.ledger.Marker;
import dev.caravan.ledger.Step;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.runtime.Installation;
import dev.caravan.runtime.RuntimeSpec;
import dev.caravan.sandbox.Sandbox;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.sandbox.atera.TicketTruth;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.RequestLog;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Both vendors and a process of Caravan between them that stays up from cycle to cycle. */
final class Office implements AutoCloseable {
  static final String SYNC = Installation.SYNC;

  private static final ObjectMapper JSON = new ObjectMapper();

  final Installation here;
  final Sandbox sandbox;
  private Clock clock = Clock.systemUTC();
  private @Nullable CaravanRuntime caravan;

  Office(Path folder, int alerts) {
    here = new Installation(folder, SandboxOptions.defaults().withRecords(3, 30, alerts));
    sandbox = here.sandbox;
  }

  Office with(String key, String value) {
    here.with(key, value);
    return this;
  }

  /** Of the next process. */
  Office withClock(Clock clock) {
    this.clock = clock;
    return this;
  }

  CaravanRuntime caravan() {
    if (caravan == null) {
      caravan =
          CaravanRuntime.start(
              RuntimeSpec.of(here.settings(), Path.of("routes"), List.of(SYNC)).withClock(clock));
    }
    return caravan;
  }

  CycleReport sync() {
    return caravan().syncs().run(SYNC, 0);
  }

  CycleReport syncAccepting(int closes) {
    return caravan().syncs().run(SYNC, closes);
  }

  /** Cycles until one leaves nothing in doubt; the last one's report. */
  CycleReport syncUntilSettled() {
    CycleReport report = sync();
    for (int i = 0; i < 10 && report.outcome().exitCode() != 0; i++) {
      report = sync();
    }
    return report;
  }

  /** Ends the process; the next cycle has a new one. */
  void restart() {
    if (caravan != null) {
      caravan.close();
      caravan = null;
    }
  }

  /** Opens an alert about a disk, and gives its key. */
  String opens(String key) {
    return sandbox
        .datto()
        .openAlert(
            json(
                """
                {"alertUid":"%s","priority":"High","alertContext":\
                {"@class":"perf_disk_usage_ctx","diskName":"C:"}}"""
                    .formatted(key)));
  }

  void changes(String key, String members) {
    if (!sandbox.datto().changeAlert(key, json(members))) {
      throw new IllegalArgumentException("no alert " + key);
    }
  }

  void resolves(String key) {
    if (!sandbox.datto().resolveAlert(key)) {
      throw new IllegalArgumentException("no alert " + key);
    }
  }

  void vanishes(String key) {
    if (!sandbox.datto().deleteAlert(key)) {
      throw new IllegalArgumentException("no alert " + key);
    }
  }

  List<String> openKeys() {
    return sandbox.datto().openAlerts().stream()
        .map(alert -> alert.path("alertUid").asText())
        .toList();
  }

  void fault(Fault fault) {
    sandbox.faults().add(fault);
  }

  List<TicketTruth> tickets() {
    return sandbox.atera().tickets();
  }

  static String marker(String key, int generation) {
    return Marker.of("main", SYNC, key, generation);
  }

  /** The tickets of one generation of a record. */
  List<TicketTruth> ticketsOf(String key, int generation) {
    return sandbox.atera().ticketsWithMarker(marker(key, generation));
  }

  TicketTruth ticketOf(String key) {
    List<TicketTruth> tickets = ticketsOf(key, 1);
    if (tickets.size() != 1) {
      throw new AssertionError(key + " has " + tickets.size() + " tickets");
    }
    return tickets.get(0);
  }

  void person(String key, PersonAction action) {
    sandbox.atera().person(ticketOf(key).id(), action);
  }

  /** The writes that reached Atera since the log was cleared. */
  List<RequestLog.Entry> writes() {
    return sandbox
        .log()
        .entries(entry -> entry.vendor().equals("atera") && !entry.method().equals("GET"));
  }

  <T extends @Nullable Object> T ledger(Function<LedgerView, T> question) {
    return caravan().ledger().read(SYNC, question);
  }

  Entry entry(String key) {
    return ledger(view -> view.entries().find(key)).orElseThrow();
  }

  List<DeadLetter> deadLetters() {
    return ledger(view -> view.deadLetters().all());
  }

  List<Step> steps() {
    return ledger(view -> view.steps().all());
  }

  static ObjectNode json(String text) {
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
