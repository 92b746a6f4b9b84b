package dev.caravan.runtime;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.config.LoadRequest;
import dev.caravan.config.Settings;
import dev.caravan.cycle.CycleReport;
import dev.caravan.sandbox.Sandbox;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.vendor.RouteFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A sandbox and, beside it, an installation with a store of its own; each run is a fresh process's
 * worth of objects.
 */
public final class Installation implements AutoCloseable {
  public static final String SYNC = "datto-alerts-to-atera-tickets";

  private final Path folder;
  private final Map<String, String> values = new LinkedHashMap<>();
  public final Sandbox sandbox;

  public Installation(Path folder) {
    this(folder, SandboxOptions.defaults());
  }

  public Installation(Path folder, SandboxOptions options) {
    this.folder = folder;
    this.sandbox = Sandbox.start(options);
    values.put("datto.base-url", sandbox.uri() + "/datto");
    values.put("datto.api-key", "sandbox-key");
    values.put("datto.secret", "sandbox-secret");
    values.put("atera.base-url", sandbox.uri() + "/atera");
    values.put("atera.api-key", "sandbox-api-key");
    values.put("atera.requests-per-minute", "60000");
    values.put("datto.reads-per-minute", "60000");
    values.put("atera.index-lag", "1ms");
    values.put("caravan.store.url", "jdbc:h2:file:" + folder.resolve("store"));
    values.put(SYNC + ".end-user-id", "128");
    sandbox.atera().set(Map.of("requestLimit", 1_000_000));
    sandbox.datto().set(Map.of("readLimit", 1_000_000));
  }

  public Installation with(String key, String value) {
    values.put(key, value);
    return this;
  }

  public Path configFile() {
    StringBuilder text = new StringBuilder();
    values.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    try {
      return Files.writeString(folder.resolve("test.properties"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Settings settings() {
    Path home = Path.of("").toAbsolutePath();
    return Settings.load(
        new LoadRequest(
            folder,
            folder,
            List.of(configFile()),
            Map.of(),
            RouteFolders.of(home.resolve("routes"))));
  }

  /**
   * Opens an alert about one disk of one device, with a measured value that no two alerts share.
   */
  public void opens(String key, String device, String disk, Instant at) {
    ObjectNode alert = new ObjectMapper().createObjectNode();
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

  /** Ends with the store as if it had never been; nobody may have it open. */
  public void losesTheLedger() {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".db")).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public CaravanRuntime start() {
    return CaravanRuntime.start(RuntimeSpec.of(settings(), List.of(SYNC)));
  }

  public CycleReport sync() {
    return sync(0);
  }

  public CycleReport sync(int acceptCloses) {
    try (CaravanRuntime caravan = start()) {
      return caravan.syncs().run(SYNC, acceptCloses);
    }
  }

  public CycleReport plan() {
    try (CaravanRuntime caravan = CaravanRuntime.start(RuntimeSpec.of(settings(), List.of(SYNC)))) {
      return caravan.syncs().plan(SYNC);
    }
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
