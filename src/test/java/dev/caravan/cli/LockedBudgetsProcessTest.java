package dev.caravan.cli;

import static dev.caravan.scenario.TicketScenario.SYNC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Another process keeps the file of the budgets for longer than anybody waits: two minutes. */
@Tag("soak")
@Timeout(240)
class LockedBudgetsProcessTest {
  private static final String SENTENCE =
      "the store failed: another process has kept it locked for too long;"
          + " try again when that one has ended";

  @TempDir Path folder;

  @Test
  void sync_says_so_and_does_its_work_when_the_file_is_free() throws Exception {
    try (TicketScenario here =
        new TicketScenario(folder, SandboxOptions.defaults().withRecords(1, 1, 2))) {
      assertThat(here.plan().error()).isNull();
      Path file = folder.resolve("store-budget.db");
      try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
          Statement statement = other.createStatement()) {
        statement.execute("BEGIN IMMEDIATE");
        assertThat(sync(here, 4)).contains(SENTENCE).doesNotContain("trying again");
        assertThat(here.sandbox.atera().tickets()).isEmpty();
        statement.execute("ROLLBACK");
      }
      sync(here, 0);
      assertThat(here.sandbox.atera().tickets()).hasSize(2);
    }
  }

  private String sync(TicketScenario here, int exitCode) throws Exception {
    try (CaravanProcess sync =
        CaravanProcess.caravan(
            folder, Map.of(), "sync", SYNC, "--config", "" + here.configFile())) {
      String said = sync.rest() + sync.err();
      assertThat(sync.exitCode(Duration.ofSeconds(60))).as(said).isEqualTo(exitCode);
      return said;
    }
  }
}
