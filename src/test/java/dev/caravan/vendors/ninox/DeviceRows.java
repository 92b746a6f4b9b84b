package dev.caravan.vendors.ninox;

import static org.awaitility.Awaitility.await;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A sandbox with devices and, beside it, an installation that writes them as rows; each cycle is a
 * fresh process's worth of objects.
 */
public final class DeviceRows implements AutoCloseable {
  public static final String SYNC = "datto-devices-to-ninox";
  public static final String TABLE = "Devices";

  private final Path folder;
  private final Map<String, String> values = new LinkedHashMap<>();
  private Clock clock = Clock.systemUTC();
  public final Sandbox sandbox;

  public DeviceRows(Path folder, int devices) {
    this.folder = folder;
    this.sandbox = Sandbox.start(SandboxOptions.defaults().withRecords(5, devices, 0));
    sandbox.datto().set(Map.of("readLimit", 1_000_000));
    sandbox.atera().set(Map.of("requestLimit", 1_000_000));
    with("datto.base-url", sandbox.uri() + "/datto");
    with("datto.api-key", "sandbox-key").with("datto.secret", "sandbox-secret");
    with("datto.reads-per-minute", "20000");
    with("atera.base-url", sandbox.uri() + "/atera").with("atera.api-key", "sandbox-api-key");
    with("atera.requests-per-minute", "20000");
    with("datto-alerts-to-atera-tickets.end-user-id", "128");
    with("ninox.base-url", sandbox.uri() + "/ninox/v1").with("ninox.token", "sandbox-token");
    with("ninox.team", "Acme").with("ninox.database", "Operations");
    with("ninox.requests-per-minute", "20000").with("ninox.index-lag", "1ms");
    with(SYNC + ".target-table", TABLE).with(SYNC + ".max-creates", "0");
    with("caravan.store.url", "jdbc:h2:file:" + folder.resolve("store"));
  }

  public DeviceRows with(String key, String value) {
    values.put(key, value);
    return this;
  }

  /** The time of everything but the sandbox from now on. */
  public DeviceRows at(Clock other) {
    clock = other;
    return this;
  }

  public CycleReport sync() {
    return sync(0);
  }

  public CycleReport sync(int acceptCloses) {
    try (CaravanRuntime caravan = start(SYNC)) {
      return caravan.syncs().run(SYNC, acceptCloses);
    }
  }

  /** A cycle that is stopped, as a signal stops it, as soon as that is so. */
  public CycleReport syncStoppedWhen(Callable<Boolean> isTime) throws Exception {
    try (CaravanRuntime caravan = start(SYNC)) {
      CompletableFuture<CycleReport> cycle =
          CompletableFuture.supplyAsync(() -> caravan.syncs().run(SYNC, 0));
      await().atMost(Duration.ofSeconds(30)).until(isTime);
      caravan.stop();
      return cycle.get(30, TimeUnit.SECONDS);
    }
  }

  /** The next cycle finds an empty store. */
  public void loseLedger() throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file :
          files.filter(it -> it.getFileName().toString().startsWith("store")).toList()) {
        Files.delete(file);
      }
    }
  }

  public CycleReport plan() {
    RuntimeSpec spec = new RuntimeSpec(settings(), List.of(SYNC), clock);
    try (CaravanRuntime caravan = CaravanRuntime.start(spec)) {
      return caravan.syncs().plan(SYNC);
    }
  }

  public CaravanRuntime start(String... syncs) {
    return CaravanRuntime.start(new RuntimeSpec(settings(), List.of(syncs), clock));
  }

  public Settings settings() {
    return Settings.load(
        new LoadRequest(
            folder, folder, List.of(configFile()), Map.of(), RouteFolders.of(routes())));
  }

  public List<ObjectNode> rows() {
    return sandbox.ninox().rows(TABLE);
  }

  /** The rows by what a column says. */
  public Map<String, ObjectNode> rowsBy(String column) {
    return rows().stream()
        .collect(
            Collectors.toMap(row -> row.path("fields").path(column).asText(), Function.identity()));
  }

  /** What was asked of Ninox with that method since the log was cleared. */
  public List<RequestLog.LoggedRequest> asked(String method) {
    return sandbox.log().entries("ninox", method, "/");
  }

  @Override
  public void close() {
    sandbox.close();
  }

  static Path routes() {
    return Path.of("routes").toAbsolutePath();
  }

  /** The configuration as a file. */
  public Path configFile() {
    StringBuilder text = new StringBuilder();
    values.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    try {
      return Files.writeString(folder.resolve("test.properties"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
