package dev.caravan.vendors.ninox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.Outcome;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import dev.caravan.scenario.CyclesUntilKilled;
import dev.caravan.scenario.RowScenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed with SIGKILL while their batches are on the way. */
@Timeout(240)
class KilledBatchesTest {
  private static final int DEVICES = 3_000;
  private static final int KILLS = 7;

  @TempDir Path folder;

  @Test
  void a_process_that_is_killed_between_its_batches_leaves_one_row_for_each_device()
      throws Exception {
    try (RowScenario here = new RowScenario(folder, DEVICES)) {
      // Slow enough for the kill to come before, in the middle of and after the answers.
      here.sandbox
          .faults()
          .add(Fault.of(Kind.SLOW).on("ninox", "POST", "/").times(0).withDelayMs(30));
      Random random = new Random(1);
      int before = 0;
      for (int kill = 1; kill <= KILLS; kill++) {
        here.sandbox.log().clear();
        int posts = 1 + random.nextInt(3);
        boolean killed =
            new CyclesUntilKilled(here.configFile(), RowScenario.routes(), RowScenario.SYNC)
                .run(Duration.ZERO, 1, () -> here.asked("POST").size() >= posts);
        assertThat(killed).as("killed in its work, kill %d", kill).isTrue();
        assertThat(here.rows()).as("no cycle was for nothing").hasSizeGreaterThanOrEqualTo(before);
        before = here.rows().size();
        assertThat(here.rowsBy("ExternalRef")).as("rows by marker").hasSize(before);
      }
      assertThat(before).as("rows after the kills").isBetween(1, DEVICES - 1);
      here.sandbox.faults().clear();
      assertThat(here.sync().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(here.sync().created()).isZero();
      assertThat(here.rows()).hasSize(DEVICES);
      assertThat(here.rowsBy("ExternalRef")).hasSize(DEVICES);
      assertThat(here.rowsBy("Name")).hasSize(DEVICES);
    }
  }
}
