package dev.caravan.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.sandbox.SandboxOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstCyclesTest {
  @TempDir Path folder;

  @Test
  void seven_hundred_alerts_become_seven_hundred_tickets_and_then_nothing_is_written() {
    try (TicketScenario here =
        new TicketScenario(folder, SandboxOptions.defaults().withRecords(10, 100, 700))) {
      CycleReport first = here.sync();
      assertThat(first.error()).isNull();
      assertThat(first.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(first.read()).isEqualTo(700);
      assertThat(first.created()).isEqualTo(700);
      assertThat(here.sandbox.atera().tickets()).hasSize(700);

      here.sandbox.log().clear();
      CycleReport second = here.sync();
      assertThat(second.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(second.unchanged()).isEqualTo(700);
      assertThat(here.sandbox.log().entries("atera", "POST", "/")).isEmpty();
      assertThat(here.sandbox.log().entries("atera", "PUT", "/")).isEmpty();
    }
  }
}
