package dev.caravan.vendors.ninox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.config.LoadRequest;
import dev.caravan.config.Settings;
import dev.caravan.cycle.CycleReport;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.runtime.RuntimeSpec;
import dev.caravan.sandbox.Sandbox;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.sandbox.wire.RequestLog;
import dev.caravan.vendor.RouteFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A sandbox and, beside it, an installation with a Pipe of its own that makes rows of the table
 * Tickets from those of the table Requests; each cycle is a fresh process's worth of objects.
 */
final class Requests implements AutoCloseable {
  static final String SYNC = "requests-to-ninox";
  static final String SOURCE = "Requests";
  static final String TARGET = "Tickets";

  private static final String PIPE =
      """
      # Requests become tickets in another table, exactly one each.
      apiVersion: camel.apache.org/v1
      kind: Pipe
      metadata:
        name: requests-to-ninox
      spec:
        source:
          ref: {apiVersion: camel.apache.org/v1, kind: Kamelet, name: ninox-records-source}
          properties:
            sync: requests-to-ninox
        steps:
          - ref: {apiVersion: camel.apache.org/v1, kind: Kamelet, name: map-action}
            properties:
              mapping: request-to-ninox-row
          - ref: {apiVersion: camel.apache.org/v1, kind: Kamelet, name: ninox-columns-action}
            properties:
              sync: requests-to-ninox
          - ref: {apiVersion: camel.apache.org/v1, kind: Kamelet, name: reconcile-action}
            properties:
              sync: requests-to-ninox
              target: ninox-records
        sink:
          ref: {apiVersion: camel.apache.org/v1, kind: Kamelet, name: ninox-records-sink}
          properties:
            sync: requests-to-ninox
      """;

  static final String MAPPING =
      """
      map({Title: .fields.Title, Priority: .fields.Priority, Type: .account, CreatedAt: .createdAt}
        as $columns
        | {key, create: $columns, update: $columns, close: {Status: "gone"},
           about: {summary: .fields.Title}})
      """;

  private final Path folder;
  private final Map<String, String> values = new LinkedHashMap<>();
  private Duration ahead = Duration.ZERO;
  final Sandbox sandbox;

  Requests(Path folder, int rows) {
    this.folder = folder;
    this.sandbox = Sandbox.start(SandboxOptions.defaults().withRecords(1, 1, 0));
    Path from = Path.of("routes");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, routes().resolve(from.relativize(file).toString()));
      }
      Files.writeString(routes().resolve("syncs/%s.pipe.yaml".formatted(SYNC)), PIPE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    mapping(MAPPING);
    with("ninox.base-url", sandbox.uri() + "/ninox").with("ninox.token", "sandbox-token");
    with("ninox.team", "Acme").with("ninox.database", "Operations");
    with("ninox.requests-per-minute", "20000").with("ninox.index-lag", "1ms");
    with(SYNC + ".source-table", SOURCE).with(SYNC + ".target-table", TARGET);
    with("caravan.store.url", "jdbc:sqlite:" + folder.resolve("store.db"));
    for (int i = 1; i <= rows; i++) {
      add("request " + i);
    }
  }

  Requests with(String key, String value) {
    values.put(key, value);
    return this;
  }

  void mapping(String jq) {
    try {
      Files.writeString(routes().resolve("mappings/request-to-ninox-row.jq"), jq);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From now on it is later than it is. */
  void later(Duration by) {
    ahead = ahead.plus(by);
  }

  long add(String title) {
    return sandbox.ninox().addRow(SOURCE, Map.of("Title", title, "Priority", "High"));
  }

  void edit(long row, String title) {
    sandbox.ninox().editRow(SOURCE, row, Map.of("Title", title));
  }

  void delete(long row) {
    sandbox.ninox().deleteRow(SOURCE, row);
  }

  CycleReport sync() {
    return sync(0);
  }

  CycleReport sync(int acceptCloses) {
    try (CaravanRuntime caravan =
        CaravanRuntime.start(new RuntimeSpec(settings(), List.of(SYNC), clock()))) {
      return caravan.syncs().run(SYNC, acceptCloses);
    }
  }

  CycleReport plan() {
    try (CaravanRuntime caravan =
        CaravanRuntime.start(new RuntimeSpec(settings(), List.of(SYNC), clock()))) {
      return caravan.syncs().plan(SYNC);
    }
  }

  /** Cycles until the next one is of changes only. */
  Requests settle() {
    for (int i = 0; i < 20; i++) {
      if (plan().changesOnly()) {
        return this;
      }
      sync();
    }
    throw new AssertionError("each cycle reads the whole table");
  }

  private Clock clock() {
    return new Ahead(ahead);
  }

  Settings settings() {
    return Settings.load(
        new LoadRequest(
            folder, folder, List.of(configFile()), Map.of(), RouteFolders.of(routes())));
  }

  Path routes() {
    return folder.resolve("routes").toAbsolutePath();
  }

  Path configFile() {
    StringBuilder text = new StringBuilder();
    values.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    try {
      return Files.writeString(folder.resolve("test.properties"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<ObjectNode> tickets() {
    return sandbox.ninox().rows(TARGET);
  }

  /** What one column of all tickets says. */
  List<String> tickets(String column) {
    return tickets().stream().map(row -> row.path("fields").path(column).asText()).toList();
  }

  /** The queries of the listings of the source since the log was cleared. */
  List<String> readings() {
    return sandbox
        .log()
        .entries(it -> it.method().equals("GET") && it.path().endsWith("/tables/C/records"))
        .stream()
        .map(RequestLog.LoggedRequest::query)
        .toList();
  }

  /** Writes that have reached the target since the log was cleared. */
  int posts() {
    return sandbox.log().entries("ninox", "POST", "/").size();
  }

  @Override
  public void close() {
    sandbox.close();
  }

  private static final class Ahead extends Clock {
    private final InstantSource real = InstantSource.system();
    private final Duration by;

    Ahead(Duration by) {
      this.by = by;
    }

    @Override
    public Instant instant() {
      return real.instant().plus(by);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
