package dev.caravan.storm;

import dev.caravan.sandbox.wire.RequestLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Processes of their own that run cycles until they are killed at a random moment. */
final class KilledProcesses {
  private static final int MOST_WRITES = 12;

  private final Town town;
  private final Path folder;

  KilledProcesses(Town town, Path folder) {
    this.town = town;
    this.folder = folder;
  }

  /**
   * Kills one as soon as so many writes of it have arrived.
   *
   * @return false when it had done all its cycles before
   */
  boolean killOne(Random random) throws IOException, InterruptedException {
    int writes = 1 + random.nextInt(MOST_WRITES);
    List<RequestLog.Entry> earlier = town.sandbox.log().entries();
    long last = earlier.isEmpty() ? 0 : earlier.get(earlier.size() - 1).number();
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
          .until(() -> writesSince(last) >= writes || !process.isAlive());
    } catch (ConditionTimeoutException parked) {
      // A pause that the vendor asked for; killed all the same.
    } finally {
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
    return process.exitValue() != 0;
  }

  private int writesSince(long request) {
    return town.sandbox
        .log()
        .entries(
            entry ->
                entry.number() > request
                    && entry.vendor().equals("atera")
                    && !entry.method().equals("GET"))
        .size();
  }
}
