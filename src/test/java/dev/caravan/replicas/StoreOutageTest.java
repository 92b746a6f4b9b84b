package dev.caravan.replicas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.scenario.TicketScenario;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The store is away in the middle of {@code run}, and comes back: every sync goes on by itself, and
 * nothing is lost or doubled. {@code -Doutage.seconds=120} makes it as long as one likes.
 */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StoreOutageTest {
  private static final Duration OUTAGE =
      Duration.ofSeconds(Integer.getInteger("outage.seconds", 13));
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int SMALL_DISK_MIB = 3;

  @TempDir Path folder;
  private TicketScenario scenario;
  private AlertHistory alerts;
  private @Nullable Path disk;

  @BeforeEach
  void open() {
    scenario = new TicketScenario(folder, SandboxOptions.defaults().withRecords(3, 30, 20));
    scenario
        .with("caravan.syncs", TicketScenario.SYNC)
        .with(TicketScenario.SYNC + ".every", "1s")
        .with("atera.index-lag", "1s");
    alerts = new AlertHistory(scenario.sandbox, new Random(1));
  }

  @AfterEach
  void close() throws Exception {
    scenario.close();
    if (disk != null) {
      new ProcessBuilder("umount", "-l", disk.toString()).start().waitFor();
    }
  }

  private void inStep(Replica run) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(250))
        .untilAsserted(
            () ->
                assertThat(Verdict.of(scenario.sandbox, alerts).isInStep())
                    .as(run.lastWords(12))
                    .isTrue());
  }

  private void afterwards(Replica run) throws Exception {
    assertThat(run.isAlive()).as(run.lastWords(12)).isTrue();
    inStep(run);
    alerts.open(5);
    inStep(run);
    assertThat(run.stop(Duration.ofSeconds(25))).isZero();
    assertThat(Verdict.of(scenario.sandbox, alerts).isClean()).isTrue();
  }

  private void meanwhile() throws InterruptedException {
    alerts.open(10);
    alerts.move();
    TimeUnit.MILLISECONDS.sleep(OUTAGE.toMillis());
  }

  @Test
  void postgresql_is_away_and_comes_back() throws Exception {
    try (StoppablePostgres postgres = new StoppablePostgres(folder)) {
      postgres.createDatabase("outage");
      scenario
          .with("caravan.store.url", postgres.url("outage"))
          .with("caravan.store.username", "postgres")
          .with("caravan.store.password", "postgres");
      try (Replica run = new Replica(scenario.configFile(), 1)) {
        run.start();
        inStep(run);
        postgres.stop();
        meanwhile();
        postgres.start();
        afterwards(run);
      }
    }
  }

  @Test
  void the_disk_of_the_embedded_store_is_full_and_has_room_again() throws Exception {
    Path small = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(mounted(small), "a file system of its own needs root");
    disk = small;
    scenario.with("caravan.store.url", "jdbc:sqlite:" + small.resolve("caravan.db"));
    try (Replica run = new Replica(scenario.configFile(), 1)) {
      run.start();
      inStep(run);
      Path filler = fill(small);
      meanwhile();
      Files.delete(filler);
      afterwards(run);
    }
  }

  private static boolean mounted(Path where) throws Exception {
    try {
      return new ProcessBuilder(
                  "mount",
                  "-t",
                  "tmpfs",
                  "-o",
                  "size=%dm".formatted(SMALL_DISK_MIB),
                  "tmpfs",
                  where.toString())
              .start()
              .waitFor()
          == 0;
    } catch (IOException noSuchCommand) {
      return false;
    }
  }

  private static Path fill(Path small) throws IOException {
    Path filler = small.resolve("filler");
    try (OutputStream out = Files.newOutputStream(filler)) {
      byte[] block = new byte[4096];
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      return filler;
    }
  }
}
