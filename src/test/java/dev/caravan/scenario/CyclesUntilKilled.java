package dev.caravan.scenario;

import dev.caravan.config.LoadRequest;
import dev.caravan.config.Settings;
import dev.caravan.cycle.CycleReport;
import dev.caravan.process.Jvm;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.runtime.RuntimeSpec;
import dev.caravan.vendor.RouteFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A process of its own that runs one cycle right after the other, until SIGKILL ends it. */
public final class CyclesUntilKilled {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What a process leaves that was killed: 128 and the number of SIGKILL. */
  private static final int KILLED = 137;

  private final Path config;
  private final Path routes;
  private final String sync;
  private final Path log;

  public CyclesUntilKilled(Path config, Path routes, String sync) {
    this.config = config;
    this.routes = routes;
    this.sync = sync;
    this.log = config.resolveSibling("killed.log");
  }

  /**
   * Starts the process and kills it.
   *
   * @param ahead of this machine's clock
   * @param cycles so many at most
   * @param enough when to kill it; after a minute it is killed all the same
   * @return false when it had run all its cycles before
   */
  public boolean run(Duration ahead, int cycles, BooleanSupplier enough)
      throws IOException, InterruptedException {
    Process process = start(ahead, cycles);
    try {
      Awaitility.await()
          .atMost(PATIENCE)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(2))
          .until(() -> enough.getAsBoolean() || !process.isAlive());
    } catch (ConditionTimeoutException idle) {
      // A pause that a vendor asked for, perhaps.
    } finally {
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
    int exit = process.exitValue();
    if (exit != 0 && exit != KILLED) {
      throw new AssertionError(
          "The process ended with %d:%n%s".formatted(exit, Files.readString(log)));
    }
    return exit == KILLED;
  }

  private Process start(Duration ahead, int cycles) throws IOException {
    return Jvm.running(
            Jvm.SHORT_LIVED,
            CyclesUntilKilled.class,
            config.toString(),
            routes.toString(),
            sync,
            Long.toString(ahead.toMillis()),
            Integer.toString(cycles))
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  /**
   * @param args the configuration file, the folder of the routes, the sync, the milliseconds by
   *     which its clock is ahead, and how many cycles it runs at most
   */
  public static void main(String[] args) {
    Path config = Path.of(args[0]);
    Path routes = Path.of(args[1]);
    String sync = args[2];
    JumpingClock clock = new JumpingClock();
    clock.jump(Duration.ofMillis(Long.parseLong(args[3])));
    int cycles = Integer.parseInt(args[4]);
    Settings settings =
        Settings.load(
            new LoadRequest(
                config.getParent(),
                config.getParent(),
                List.of(config),
                Map.of(),
                RouteFolders.of(routes)));
    try (CaravanRuntime caravan =
        CaravanRuntime.start(
            RuntimeSpec.of(settings, List.of(sync)).withClock(clock).withNanos(clock::nanos))) {
      for (int i = 0; i < cycles; i++) {
        CycleReport report = caravan.syncs().run(sync, 0);
        System.err.println(report.outcome() + " " + report.error());
      }
    }
  }
}
