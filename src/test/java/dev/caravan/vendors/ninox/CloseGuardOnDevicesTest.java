package dev.caravan.vendors.ninox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.scenario.RowScenario;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloseGuardOnDevicesTest {
  @TempDir Path folder;

  @Test
  void rows_of_seven_hundred_devices_that_are_gone_are_deleted_when_the_operator_says_so() {
    try (RowScenario here =
        new RowScenario(folder, 800)
            .with(RowScenario.SYNC + ".on-removed", "delete")
            .with("datto.reads-per-minute", "600")
            .with("datto.limit-window", "1s")
            .with("datto.window-margin", "0s")) {
      assertThat(here.sync().created()).isEqualTo(800);
      here.sandbox.datto().devices().stream()
          .limit(700)
          .forEach(device -> here.sandbox.datto().deleteDevice(device.path("uid").asText()));
      here.sync();
      for (int cycle = 0; cycle < 2; cycle++) {
        CycleReport guarded = here.sync();
        assertThat(guarded.outcome()).isEqualTo(Outcome.GUARDED);
        assertThat(guarded.error())
            .contains("60 of 800 ", "640 more", "160 are allowed", "--accept-closes 700");
        assertThat(guarded.closed()).isZero();
      }
      assertThat(here.rows()).hasSize(800);

      CycleReport accepted = here.syncAccepting(700);
      assertThat(accepted.error()).isNull();
      assertThat(accepted.closed()).isEqualTo(700);
      assertThat(here.rows()).hasSize(100);
      assertThat(here.sync().outcome()).isEqualTo(Outcome.COMPLETE);
    }
  }
}
