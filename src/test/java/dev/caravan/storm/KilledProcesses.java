package dev.caravan.storm;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Processes of their own that run cycles until they are killed at a random moment. */
final class KilledProcesses {
  private final Town town;
  private final Path folder;

  KilledProcesses(Town town, Path folder) {
    this.town = town;
    this.folder = folder;
  }

  void killOne(Random random) throws IOException, InterruptedException {
    int arrivals = 1 + random.nextInt(12);
    int before = arrived();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                CyclesUntilKilled.class.getName(),
                town.here.configFile().toString(),
                Long.toString(town.clock.ahead().toMillis()))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("killed.log").toFile())
            .start();
    try {
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(2))
          .until(() -> arrived() >= before + arrivals || !process.isAlive());
    } catch (ConditionTimeoutException parked) {
      // A pause that the vendor asked for; killed all the same.
    } finally {
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }

  private int arrived() {
    return town.sandbox.log().entries("atera", "POST", "/").size()
        + town.sandbox.log().entries("atera", "PUT", "/").size();
  }
}
