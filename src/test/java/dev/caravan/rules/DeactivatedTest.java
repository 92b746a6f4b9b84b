package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An account that the vendor has deactivated refuses everything: 401 at Datto and Atera, 410 where
 * a vendor tells it from a wrong key.
 */
class DeactivatedTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"datto, 401", "datto, 410", "atera, 401", "atera, 410"})
  void a_deactivated_account_aborts_with_one_sentence_and_loses_nothing(String vendor, int status) {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 12).with(TicketScenario.SYNC + ".technician-id", "9")) {
      scenario.sync();
      scenario.changes(scenario.openKeys().get(0), "{\"priority\":\"Critical\"}");
      scenario.opens("new");
      scenario.sandbox.datto().revokeTokens();
      scenario.sandbox.log().clear();
      scenario.fault(
          Fault.status(status).withBody("text/plain", "").on(vendor, "GET", ".*").times(0));
      for (int i = 0; i < 3; i++) {
        CycleReport report = scenario.sync();
        assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(report.error()).startsWith(vendor + ": ").contains("" + status, "deactivated");
        assertThat(report.error().lines()).hasSize(1);
        assertThat(report.closed() + report.failed() + report.inDoubt()).isZero();
      }
      assertThat(scenario.tickets()).hasSize(12).allMatch(TicketSnapshot::open);
      assertThat(scenario.deadLetters()).isEmpty();
      assertThat(scenario.sandbox.log().total(vendor)).as("nobody hammers at it").isLessThan(12);

      scenario.sandbox.faults().clear();
      scenario.clock.jump(Duration.ofMinutes(10));
      CycleReport again = scenario.sync();
      assertThat(again.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(again.created()).isEqualTo(1);
      assertThat(again.updated()).isEqualTo(1);
    }
  }

  @Test
  void a_target_that_is_deactivated_in_the_middle_of_a_cycle_ends_it_and_doubts_nothing() {
    try (TicketScenario scenario = TicketScenario.running(folder, 12)) {
      scenario.fault(
          Fault.status(401).withBody("text/plain", "").on("atera", "POST", ".*").after(3).times(0));
      CycleReport report = scenario.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(report.error()).startsWith("atera: ").contains("401", "deactivated");
      assertThat(report.failed() + report.inDoubt()).isZero();
      scenario.sandbox.faults().clear();
      scenario.syncUntilSettled();
      assertThat(scenario.tickets()).hasSize(12);
    }
  }
}
