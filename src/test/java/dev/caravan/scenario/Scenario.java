package dev.caravan.scenario;

import static org.awaitility.Awaitility.await;

import dev.caravan.config.LoadRequest;
import dev.caravan.config.Settings;
import dev.caravan.cycle.CycleReport;
import dev.caravan.ledger.LedgerView;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.runtime.RuntimeSpec;
import dev.caravan.sandbox.Sandbox;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.vendor.RouteFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A sandbox and, beside it, an installation of one sync with a store of its own. Each cycle is a
 * fresh process's worth of objects, unless the process is told to stay up.
 *
 * @param <S> the scenario itself
 */
public abstract class Scenario<S extends Scenario<S>> implements AutoCloseable {
  /** What fails is tried again as often as ever, and as good as at once. */
  public static final Duration RETRY_DELAY = Duration.ofMillis(10);

  public final Sandbox sandbox;
  private final Path folder;
  private final String sync;
  private final Map<String, String> values = new LinkedHashMap<>();
  private Clock clock = Clock.systemUTC();
  private LongSupplier nanos = System::nanoTime;
  private boolean staysUp;
  private @Nullable CaravanRuntime caravan;

  Scenario(Path folder, String sync, SandboxOptions options) {
    this.folder = folder;
    this.sync = sync;
    this.sandbox = Sandbox.start(options);
    sandbox.datto().set(Map.of("readLimit", 1_000_000));
    sandbox.atera().set(Map.of("requestLimit", 1_000_000));
    with("datto.base-url", sandbox.uri() + "/datto");
    with("datto.api-key", "sandbox-key").with("datto.secret", "sandbox-secret");
    with("datto.reads-per-minute", "60000");
    with("atera.base-url", sandbox.uri() + "/atera").with("atera.api-key", "sandbox-api-key");
    with("atera.requests-per-minute", "60000").with("atera.index-lag", "1ms");
    with("caravan.store.url", "jdbc:sqlite:" + folder.resolve("store.db"));
    with("camel.management.port", "0");
    with(TicketScenario.SYNC + ".end-user-id", "128");
  }

  abstract S self();

  public S with(String key, String value) {
    values.put(key, value);
    return self();
  }

  /** The time of everything but the sandbox, for the next process. */
  public S withClock(Clock other) {
    clock = other;
    return self();
  }

  /** What passes for the machine, whatever its clock says. */
  S withNanos(LongSupplier other) {
    nanos = other;
    return self();
  }

  /** One process runs all cycles from now on. */
  S staysUp() {
    staysUp = true;
    return self();
  }

  /** The configuration as a file. */
  public Path configFile() {
    StringBuilder text = new StringBuilder();
    values.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    try {
      Path file = Files.writeString(folder.resolve("test.properties"), text);
      if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Settings settings() {
    return Settings.load(
        new LoadRequest(
            folder, folder, List.of(configFile()), Map.of(), RouteFolders.of(routes())));
  }

  /** The shipped routes. */
  public static Path routes() {
    return Path.of("routes").toAbsolutePath();
  }

  /** Another process than the one that stays up, with these syncs or, without any, with the one. */
  public CaravanRuntime start(String... syncs) {
    List<String> names = syncs.length == 0 ? List.of(sync) : List.of(syncs);
    return CaravanRuntime.start(
        RuntimeSpec.of(settings(), names)
            .withClock(clock)
            .withNanos(nanos)
            .withRetryDelay(RETRY_DELAY));
  }

  /** The process that stays up, started when it is first asked for. */
  public CaravanRuntime caravan() {
    if (caravan == null) {
      caravan = start();
    }
    return caravan;
  }

  /** Ends the process that stays up; the next cycle has a new one. */
  public void restart() {
    if (caravan != null) {
      caravan.close();
      caravan = null;
    }
  }

  public <T extends @Nullable Object> T ledger(Function<LedgerView, T> question) {
    if (staysUp) {
      return caravan().ledger().read(sync, question);
    }
    try (CaravanRuntime fresh = start()) {
      return fresh.ledger().read(sync, question);
    }
  }

  public CycleReport sync() {
    return syncAccepting(0);
  }

  /** A cycle that lets so many closes through the guard. */
  public CycleReport syncAccepting(int closes) {
    if (staysUp) {
      return caravan().syncs().run(sync, closes);
    }
    try (CaravanRuntime fresh = start()) {
      return fresh.syncs().run(sync, closes);
    }
  }

  /** Cycles until one leaves nothing in doubt; the last one's report. */
  public CycleReport syncUntilSettled() {
    CycleReport report = sync();
    for (int i = 0; i < 10 && report.outcome().exitCode() != 0; i++) {
      report = sync();
    }
    return report;
  }

  /** A cycle that is stopped, as a signal stops it, as soon as that is so. */
  public CycleReport syncStoppedWhen(Callable<Boolean> isTime) throws Exception {
    try (CaravanRuntime fresh = start()) {
      CompletableFuture<CycleReport> cycle =
          CompletableFuture.supplyAsync(() -> fresh.syncs().run(sync, 0));
      await().atMost(Duration.ofSeconds(30)).until(isTime);
      fresh.stop();
      return cycle.get(30, TimeUnit.SECONDS);
    }
  }

  /** What the next cycle would do, found out by a process of its own. */
  public CycleReport plan() {
    try (CaravanRuntime fresh = start()) {
      return fresh.syncs().plan(sync);
    }
  }

  /** The next cycle finds the store as if it had never been; nobody may have it open. */
  public void losesTheLedger() {
    deleteStore(Scenario::isOfStore);
  }

  private void deleteStore(Predicate<Path> which) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(which).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOfStore(Path file) {
    return file.getFileName().toString().startsWith("store");
  }

  private static boolean isOfLedger(Path file) {
    return isOfStore(file) && !file.getFileName().toString().contains("-budget");
  }

  /** Copies the ledger aside, as a backup does, after the process has ended. */
  public void backsUp() {
    restart();
    copyLedger(folder, backup());
  }

  /** Puts the copy of the ledger back, after the process has ended; the budgets stay. */
  public void restoresTheBackup() {
    restart();
    deleteStore(Scenario::isOfLedger);
    copyLedger(backup(), folder);
  }

  private Path backup() {
    return folder.resolve("backup");
  }

  private static void copyLedger(Path from, Path to) {
    try (Stream<Path> files = Files.list(from)) {
      Files.createDirectories(to);
      for (Path file : files.filter(Scenario::isOfLedger).toList()) {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    restart();
    sandbox.close();
  }
}
