package dev.caravan.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.sandbox.Sandbox;
import dev.caravan.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices to rows, unthrottled. */
@Tag("benchmark")
class DeviceRowsBenchmark {
  /** As the launcher starts it, with a heap that grows only when it must. */
  private static final List<String> CARAVAN =
      List.of(
          "-Xmx256m",
          "-Xms32m",
          "-Xmn16m",
          "-XX:MinHeapFreeRatio=10",
          "-XX:MaxHeapFreeRatio=20",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1");

  private static final List<String> BARE =
      List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private static final int ROUNDS = 3;

  @TempDir Path folder;

  @Test
  void keeps_up_with_a_bare_loop_in_256_mib() throws Exception {
    List<Double> ratios = new ArrayList<>();
    long peak = 0;
    for (int round = 1; round <= ROUNDS; round++) {
      try (Sandbox sandbox = sandbox(20_000)) {
        Measured bare = Child.run(BARE, BareLoop.class, sandbox.uri().toString()).get(0);
        sandbox.ninox().clear("Devices");
        Path store = Files.createDirectory(folder.resolve("round" + round));
        Measured ours =
            Child.run(CARAVAN, CycleProcess.class, file(sandbox, store).toString(), "1").get(0);
        assertThat(sandbox.ninox().size("Devices")).isEqualTo(20_000);
        ratios.add(ours.perSecond() / bare.perSecond());
        peak = Math.max(peak, ours.peakKib());
        System.out.printf(
            "round %d: bare loop %.0f records/s in %d MiB, Caravan %.0f records/s in %d MiB, ratio %.2f%n",
            round,
            bare.perSecond(),
            bare.peakKib() / 1024,
            ours.perSecond(),
            ours.peakKib() / 1024,
            ratios.get(round - 1));
      }
    }
    assertThat(ratios).anySatisfy(ratio -> assertThat(ratio).isGreaterThanOrEqualTo(0.9));
    assertThat(peak / 1024).isLessThanOrEqualTo(256);
  }

  @Test
  void a_hundred_thousand_devices_fit_into_a_heap_of_256_mib() throws Exception {
    try (Sandbox sandbox = sandbox(100_000)) {
      List<Measured> cycles =
          Child.run(CARAVAN, CycleProcess.class, file(sandbox, folder).toString(), "3");
      System.out.printf(
          "100,000 devices: first cycle %.1f s, unchanged cycles %.1f s and %.1f s, peak %d MiB%n",
          cycles.get(0).seconds(),
          cycles.get(1).seconds(),
          cycles.get(2).seconds(),
          cycles.get(2).peakKib() / 1024);
      assertThat(sandbox.ninox().size("Devices")).isEqualTo(100_000);
      assertThat(cycles.get(2).seconds()).isLessThan(60);
    }
  }

  private static Sandbox sandbox(int devices) {
    Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withRecords(100, devices, 0));
    sandbox.datto().set(Map.of("readLimit", 10_000_000));
    return sandbox;
  }

  private static Path file(Sandbox sandbox, Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("benchmark.properties"),
        """
        datto.base-url=%1$s/datto
        datto.api-key=sandbox-key
        datto.secret=sandbox-secret
        datto.reads-per-minute=20000
        ninox.base-url=%1$s/ninox
        ninox.token=sandbox-token
        ninox.team=Acme
        ninox.database=Operations
        ninox.requests-per-minute=20000
        datto-devices-to-ninox.target-table=Devices
        datto-devices-to-ninox.max-creates=0
        caravan.store.url=jdbc:h2:file:%2$s/store
        """
            .formatted(sandbox.uri(), folder));
  }
}
