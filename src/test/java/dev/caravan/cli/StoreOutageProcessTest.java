package dev.caravan.cli;

import static dev.caravan.cli.PostgresOutageTest.FURTHER;
import static dev.caravan.scenario.TicketScenario.SYNC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The embedded store takes no writes for a while, as with a full disk, in the middle of run. */
@Timeout(180)
class StoreOutageProcessTest {
  @TempDir Path folder;

  private static void execute(Path file, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 20000");
      statement.execute(sql);
    }
  }

  @Test
  void every_sync_goes_on_by_itself_when_the_store_takes_writes_again() throws Exception {
    Path ledger = folder.resolve("outage.db");
    try (TicketScenario here = PostgresOutageTest.twoSyncs(folder, "jdbc:sqlite:" + ledger);
        CaravanProcess run =
            CaravanProcess.caravan(folder, Map.of(), "run", "--config", "" + here.configFile())) {
      run.awaitLine(" · " + SYNC + " · read 3");
      run.awaitLine(" · " + FURTHER + " · read 3");
      execute(
          ledger,
          "CREATE TRIGGER full BEFORE UPDATE ON shedlock"
              + " BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END");
      for (int cycle = 0; cycle < 3; cycle++) {
        for (String sync : new String[] {SYNC, FURTHER}) {
          run.awaitLine(" · " + sync + " · read 0");
          assertThat(run.awaitLine("aborted: ")).contains("disk is full");
        }
      }
      execute(ledger, "DROP TRIGGER full");
      run.awaitLine(" · " + SYNC + " · read 3");
      run.awaitLine(" · " + FURTHER + " · read 3");
      run.terminate();
      assertThat(run.exitCode(Duration.ofSeconds(20))).as(run.err()).isZero();
      assertThat(here.sandbox.atera().tickets()).hasSize(6);
    }
  }
}
