package dev.caravan.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.sandbox.Sandbox;
import dev.caravan.sandbox.SandboxOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./caravan sync} of nothing, from shell to exit. */
@Tag("benchmark")
class StartBenchmark {
  private static final int ROUNDS = 7;

  @TempDir Path folder;

  @BeforeAll
  static void prepare() throws Exception {
    Launched.prepare();
  }

  @Test
  void a_sync_of_nothing_takes_less_than_1_2_seconds() throws Exception {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withRecords(3, 5, 0))) {
      Path config = config(sandbox);
      Launched.sync("datto-alerts-to-atera-tickets", config);
      List<Double> seconds = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        Measured cycle = Launched.sync("datto-alerts-to-atera-tickets", config);
        seconds.add(cycle.wholeSeconds());
        assertThat(cycle.records()).isZero();
        System.out.printf(
            "%.2f s from shell to exit, %.2f s of it the cycle, %d MiB%n",
            seconds.get(round), cycle.seconds(), cycle.peakKib() / 1024);
      }
      seconds.sort(null);
      System.out.printf("median %.2f s%n", seconds.get(ROUNDS / 2));
      assertThat(seconds.get(ROUNDS / 2)).isLessThan(1.2);
    }
  }

  private Path config(Sandbox sandbox) throws Exception {
    return Files.writeString(
        folder.resolve("benchmark.properties"),
        """
        datto.base-url=%1$s/datto
        datto.api-key=sandbox-key
        datto.secret=sandbox-secret
        atera.base-url=%1$s/atera
        atera.api-key=sandbox-api-key
        datto-alerts-to-atera-tickets.end-user-id=128
        caravan.store.url=jdbc:sqlite:%2$s/store.db
        """
            .formatted(sandbox.uri(), folder));
  }
}
