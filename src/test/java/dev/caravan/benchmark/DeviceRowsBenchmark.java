package dev.caravan.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.sandbox.Sandbox;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Devices to rows, unthrottled, beside a bare loop that does the same reads and writes in the same
 * run. Devices are as large as Datto RMM's: all 300 udf keys, names beyond Latin-1. {@code
 * -Dbenchmark.devices} and {@code -Dbenchmark.rounds} make a short run of it.
 */
@Tag("benchmark")
class DeviceRowsBenchmark {
  private static final String SYNC = "datto-devices-to-ninox";
  private static final int DEVICES = Integer.getInteger("benchmark.devices", 20_000);
  private static final int SITES = 100;
  private static final int WARM = 3;
  private static final int ROUNDS = Integer.getInteger("benchmark.rounds", 3);

  /** As the launcher starts a command that ends soon. */
  private static final List<String> ONE_SHOT =
      List.of(
          "-Xmx256m",
          "-Xms128m",
          "-Xmn56m",
          "-XX:MetaspaceSize=64m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1");

  @TempDir Path folder;

  @BeforeAll
  static void prepare() throws Exception {
    Launched.prepare();
  }

  /** 0.6 is the goal; docs/performance.md says what is reached on an idle machine. */
  @Test
  void works_cold_beside_a_bare_loop_on_a_server_that_answers_at_once() throws Exception {
    assertThat(coldRatio(0)).isGreaterThanOrEqualTo(0.5);
  }

  /** As over the internet: a bare loop waits for each call, Caravan makes several at a time. */
  @Test
  void is_as_fast_as_a_bare_loop_where_a_call_takes_its_time() throws Exception {
    assertThat(coldRatio(50)).isGreaterThanOrEqualTo(1);
  }

  private double coldRatio(int delayMs) throws Exception {
    List<Double> ratios = new ArrayList<>();
    long peak = 0;
    for (int round = 1; round <= ROUNDS; round++) {
      try (Sandbox sandbox = sandbox(DEVICES)) {
        if (delayMs > 0) {
          sandbox.faults().add(Fault.of(Kind.SLOW).times(0).withDelayMs(delayMs));
        }
        Measured bare = MeasuredJvm.once(ONE_SHOT, BareLoop.class, sandbox.uri().toString(), "A");
        sandbox.ninox().clear("Devices");
        Path store = Files.createDirectory(folder.resolve("round" + round));
        Measured ours = Launched.sync(SYNC, file(sandbox, store));
        assertThat(sandbox.ninox().size("Devices")).isEqualTo(DEVICES);
        ratios.add(ours.perSecond() / bare.perSecond());
        peak = Math.max(peak, ours.peakKib());
        System.out.printf(
            "%d ms a call, round %d: bare loop %s, Caravan %s, %.2f s of it the cycle, ratio"
                + " %.2f%n",
            delayMs, round, bare, ours, ours.seconds(), ratios.get(round - 1));
      }
    }
    System.out.printf(
        "%d ms a call, whole processes: median ratio %.2f%n", delayMs, median(ratios));
    assertThat(peak / 1024).as("MiB resident").isLessThanOrEqualTo(256);
    return median(ratios);
  }

  /**
   * In processes that have done the same before: 0.9, 1.5 and 256 MiB are the goals. The limits
   * hold on an idle machine: a bare loop needs one processor, Caravan uses two.
   */
  @Test
  void works_warm_beside_a_bare_loop() throws Exception {
    try (Sandbox sandbox = sandbox(DEVICES)) {
      List<String> loop = new ArrayList<>(List.of(sandbox.uri().toString()));
      List<String> cycles = new ArrayList<>();
      StringBuilder syncs = new StringBuilder(Files.readString(file(sandbox, folder)));
      for (int i = 1; i <= WARM; i++) {
        loop.add(sandbox.ninox().addTable("Bare" + i, "Devices"));
        sandbox.ninox().addTable("Rows" + i, "Devices");
        cycles.add("rows" + i);
        syncs.append("rows%1$d.pipe=%2$s%nrows%1$d.target-table=Rows%1$d%n".formatted(i, SYNC));
        syncs.append("rows%d.max-creates=0%n".formatted(i));
      }
      for (int i = 1; i <= WARM; i++) {
        loop.add(BareLoop.NONE);
        cycles.add("rows1");
      }
      cycles.add(0, Files.writeString(folder.resolve("warm.properties"), syncs).toString());
      List<Measured> bare = run(BareLoop.class, loop);
      List<Measured> ours = run(CycleProcess.class, cycles);
      assertThat(sandbox.ninox().size("Rows" + WARM)).isEqualTo(DEVICES);
      double first = compare("first cycle", bare, ours, WARM);
      double unchanged = 1 / compare("unchanged cycle beside reading alone", bare, ours, 2 * WARM);
      System.out.printf(
          "warm: first %.2f of the bare loop, unchanged %.2f times%n", first, unchanged);
      assertThat(first).isGreaterThanOrEqualTo(0.4);
      assertThat(unchanged).isLessThanOrEqualTo(2.4);
      assertThat(ours.get(2 * WARM - 1).peakKib() / 1024).as("MiB resident").isLessThan(272);
    }
  }

  private static List<Measured> run(Class<?> main, List<String> arguments) throws Exception {
    return MeasuredJvm.run(MeasuredJvm.LASTING, main, arguments.toArray(String[]::new));
  }

  /** Prints and compares what the same pass of both did. */
  private static double compare(String what, List<Measured> bare, List<Measured> ours, int pass) {
    Measured loop = bare.get(pass - 1).since(bare.get(pass - 2));
    Measured cycle = ours.get(pass - 1).since(ours.get(pass - 2));
    System.out.printf("warm, %s: bare loop %s, Caravan %s%n", what, loop, cycle);
    return cycle.perSecond() / loop.perSecond();
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  @Test
  void a_hundred_thousand_devices_fit_into_a_heap_of_256_mib() throws Exception {
    try (Sandbox sandbox = sandbox(100_000)) {
      List<Measured> cycles =
          MeasuredJvm.run(
              ONE_SHOT, CycleProcess.class, file(sandbox, folder).toString(), SYNC, SYNC, SYNC);
      for (Measured cycle : cycles) {
        System.out.printf(
            "100,000 devices: %.1f s, of them %.1f s in the ledger, peak %d MiB%n",
            cycle.seconds(), cycle.ledgerSeconds(), cycle.peakKib() / 1024);
      }
      assertThat(sandbox.ninox().size("Devices")).isEqualTo(100_000);
      assertThat(cycles.get(2).ledgerSeconds()).as("ledger, unchanged").isLessThan(10);
    }
  }

  @Test
  void time_grows_no_faster_than_records() throws Exception {
    List<GrowthPlot.Size> sizes = new ArrayList<>();
    for (int records : new int[] {1_000, 10_000, 100_000}) {
      try (Sandbox sandbox = sandbox(records)) {
        Path config = file(sandbox, Files.createDirectory(folder.resolve("of" + records)));
        Measured first = Launched.sync(SYNC, config);
        Measured unchanged = Launched.sync(SYNC, config);
        sizes.add(new GrowthPlot.Size(records, first, unchanged));
        System.out.printf(
            "%,d devices: first cycle %.2f s in %d MiB, unchanged %.2f s in %d MiB%n",
            records,
            first.seconds(),
            first.peakKib() / 1024,
            unchanged.seconds(),
            unchanged.peakKib() / 1024);
      }
    }
    Files.writeString(Path.of("target", "growth.svg"), GrowthPlot.svg(sizes));
    assertThat(sizes.get(2).first().perSecond())
        .isGreaterThan(0.5 * sizes.get(1).first().perSecond());
  }

  private static Sandbox sandbox(int devices) {
    Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
    sandbox
        .datto()
        .set(Map.of("readLimit", 10_000_000, "udfKeys", 300, "udfValues", 8, "alphabets", true));
    sandbox.seed(SITES, devices, 0, 1);
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
        caravan.store.url=jdbc:sqlite:%2$s/store.db
        """
            .formatted(sandbox.uri(), folder));
  }
}
