package dev.caravan.vendors.ninox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.ledger.State;
import dev.caravan.process.Jvm;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import dev.caravan.scenario.CyclesUntilKilled;
import dev.caravan.scenario.RowScenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An empty list beside very many devices, in a process with little memory. */
@Tag("soak")
class EmptyListSoak {
  @TempDir Path folder;

  @Test
  void an_empty_list_beside_100000_devices_is_counted_within_256_megabytes() throws Exception {
    int devices = Integer.getInteger("soak.devices", 100_000);
    try (RowScenario here = new RowScenario(folder, devices)) {
      assertThat(here.sync().created()).isEqualTo(devices);
      here.sandbox
          .faults()
          .add(Fault.of(Kind.EMPTY_LIST).on("datto", "GET", "/account/devices").times(0));
      Path log = folder.resolve("cycles.log");
      long begun = System.nanoTime();
      Process process =
          Jvm.running(
                  List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError"),
                  CyclesUntilKilled.class,
                  here.configFile().toString(),
                  RowScenario.routes().toString(),
                  RowScenario.SYNC,
                  "0",
                  "3")
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      int exit = process.waitFor();
      System.out.printf(
          "%d devices, three empty lists: %d s%n",
          devices, Duration.ofNanos(System.nanoTime() - begun).toSeconds());
      String said = Files.readString(log);
      assertThat(exit).as(said).isZero();
      assertThat(said.lines().filter(line -> line.startsWith("GUARDED"))).as(said).hasSize(3);
      assertThat(here.<Integer>ledger(view -> view.entries().count(State.OPEN))).isEqualTo(devices);
    }
  }
}
