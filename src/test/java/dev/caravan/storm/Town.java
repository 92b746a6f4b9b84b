package dev.caravan.storm;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.cycle.CycleReport;
import dev.caravan.ledger.Event;
import dev.caravan.ledger.Marker;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.runtime.Installation;
import dev.caravan.runtime.RuntimeSpec;
import dev.caravan.sandbox.Sandbox;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.sandbox.atera.TicketTruth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Both vendors and Caravan between them, all by one clock that a test may put forward. */
final class Town implements AutoCloseable {
  static final String SYNC = Installation.SYNC;

  private static final ObjectMapper JSON = new ObjectMapper();

  final JumpingClock clock = new JumpingClock();
  final Installation here;
  final Sandbox sandbox;
  private @Nullable CaravanRuntime caravan;

  Town(Path folder, int alerts, long seed) {
    here =
        new Installation(
            folder,
            SandboxOptions.defaults().withRecords(4, 40, alerts).withSeed(seed).withClock(clock));
    sandbox = here.sandbox;
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
    return sync(0);
  }

  CycleReport sync(int acceptCloses) {
    return caravan().syncs().run(SYNC, acceptCloses);
  }

  /** Ends the process; the next cycle has a new one. */
  void restart() {
    if (caravan != null) {
      caravan.close();
      caravan = null;
    }
  }

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

  List<String> openKeys() {
    return sandbox.datto().openAlerts().stream()
        .map(alert -> alert.path("alertUid").asText())
        .toList();
  }

  static String marker(String key, int generation) {
    return Marker.of("main", SYNC, key, generation);
  }

  List<TicketTruth> ticketsOf(String key) {
    return sandbox.atera().ticketsWithMarker(marker(key, 1));
  }

  /** What the ledger tells of a record, for the report of a failure. */
  String story(String key) {
    List<Event> events = caravan().ledger().read(SYNC, view -> view.story(key));
    return events.stream()
        .map(e -> "  cycle %d, %s: %s %s".formatted(e.cycle(), e.at(), e.event(), e.detail()))
        .collect(
            Collectors.joining(
                "\n",
                "The story of " + key + ":\n",
                "\n  now " + caravan().ledger().read(SYNC, view -> view.entries().find(key))));
  }

  static ObjectNode json(String text) {
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    restart();
    here.close();
  }
}
