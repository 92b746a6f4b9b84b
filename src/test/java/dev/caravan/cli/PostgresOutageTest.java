package dev.caravan.cli;

import static dev.caravan.scenario.TicketScenario.SYNC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.scenario.TicketScenario;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** PostgreSQL goes away for longer than anything waits for it, in the middle of {@code run}. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(300)
class PostgresOutageTest {
  static final String FURTHER = "further-alerts";

  @TempDir Path folder;

  private EmbeddedPostgres postgres(int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(folder.resolve("postgres"))
        .setCleanDataDirectory(false)
        .setPort(port)
        .start();
  }

  /** Two syncs of three alerts, a cycle of each every half second. */
  static TicketScenario twoSyncs(Path folder, String store) {
    return new TicketScenario(folder, SandboxOptions.defaults().withRecords(1, 5, 3))
        .with("caravan.store.url", store)
        .with("caravan.syncs", SYNC + "," + FURTHER)
        .with(FURTHER + ".pipe", SYNC)
        .with(FURTHER + ".end-user-id", "128")
        .with(SYNC + ".every", "500ms")
        .with(FURTHER + ".every", "500ms");
  }

  @Test
  void a_server_that_is_away_when_run_starts_is_waited_for_and_a_single_sync_ends_with_4()
      throws Exception {
    EmbeddedPostgres postgres = postgres(0);
    int port = postgres.getPort();
    String url = postgres.getJdbcUrl("postgres", "postgres");
    postgres.close();
    try (TicketScenario here =
            new TicketScenario(folder, SandboxOptions.defaults().withRecords(1, 5, 3))
                .with("caravan.store.url", url)
                .with("caravan.syncs", SYNC);
        CaravanProcess run =
            CaravanProcess.caravan(folder, Map.of(), "run", "--config", "" + here.configFile())) {
      assertThat(Typed.caravan("sync", SYNC, "--config", "" + here.configFile()).exitCode())
          .isEqualTo(4);
      await().atMost(Duration.ofSeconds(60)).until(() -> run.err().contains("Waiting for it"));
      try (EmbeddedPostgres back = postgres(port)) {
        assertThat(back.getPort()).isEqualTo(port);
        run.awaitLine(" · " + SYNC + " · read 3");
      }
    }
  }

  @Test
  void every_sync_goes_on_by_itself_when_the_store_is_back() throws Exception {
    EmbeddedPostgres postgres = postgres(0);
    int port = postgres.getPort();
    ManagementPort seen = ManagementPort.free();
    try (TicketScenario here =
            twoSyncs(folder, postgres.getJdbcUrl("postgres", "postgres"))
                .with("camel.management.port", seen.toString());
        CaravanProcess run =
            CaravanProcess.caravan(folder, Map.of(), "run", "--config", "" + here.configFile())) {
      run.awaitLine(" · " + SYNC + " · read 3");
      run.awaitLine(" · " + FURTHER + " · read 3");
      assertThat(seen.ready()).isEqualTo(200);
      postgres.close();
      for (int cycle = 0; cycle < 2; cycle++) {
        for (String sync : new String[] {SYNC, FURTHER}) {
          run.awaitLine(" · " + sync + " · read 0");
          assertThat(run.awaitLine("aborted: ")).contains("the store");
        }
      }
      assertThat(seen.ready()).isEqualTo(503);
      assertThat(seen.live()).isEqualTo(200);
      // What needs no store is shown all the same.
      assertThat(seen.scrape()).anyMatch(line -> line.startsWith("caravan_cycles_total"));
      try (EmbeddedPostgres back = postgres(port)) {
        assertThat(back.getPort()).isEqualTo(port);
        run.awaitLine(" · " + SYNC + " · read 3");
        run.awaitLine(" · " + FURTHER + " · read 3");
        assertThat(seen.ready()).isEqualTo(200);
        run.terminate();
        assertThat(run.exitCode(Duration.ofSeconds(10))).as(run.err()).isZero();
      }
      assertThat(here.sandbox.atera().tickets()).hasSize(6);
    }
  }
}
