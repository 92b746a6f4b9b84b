package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.runtime.Office;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.sandbox.wire.Fault;
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
    try (Office office = new Office(folder, 12).with(Office.SYNC + ".technician-id", "9")) {
      office.sync();
      office.changes(office.openKeys().get(0), "{\"priority\":\"Critical\"}");
      office.opens("new");
      office.sandbox.datto().revokeTokens();
      office.sandbox.log().clear();
      office.fault(
          Fault.status(status).withBody("text/plain", "").on(vendor, "GET", ".*").times(0));
      for (int i = 0; i < 3; i++) {
        CycleReport report = office.sync();
        assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(report.error()).startsWith(vendor + ": ").contains("" + status, "deactivated");
        assertThat(report.error().lines()).hasSize(1);
        assertThat(report.closed() + report.failed() + report.inDoubt()).isZero();
      }
      assertThat(office.tickets()).hasSize(12).allMatch(TicketSnapshot::open);
      assertThat(office.deadLetters()).isEmpty();
      assertThat(office.sandbox.log().total(vendor)).as("nobody hammers at it").isLessThan(12);

      office.sandbox.faults().clear();
      office.clock.jump(Duration.ofMinutes(10));
      CycleReport again = office.sync();
      assertThat(again.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(again.created()).isEqualTo(1);
      assertThat(again.updated()).isEqualTo(1);
    }
  }

  @Test
  void a_target_that_is_deactivated_in_the_middle_of_a_cycle_ends_it_and_doubts_nothing() {
    try (Office office = new Office(folder, 12)) {
      office.fault(
          Fault.status(401).withBody("text/plain", "").on("atera", "POST", ".*").after(3).times(0));
      CycleReport report = office.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(report.error()).startsWith("atera: ").contains("401", "deactivated");
      assertThat(report.failed() + report.inDoubt()).isZero();
      office.sandbox.faults().clear();
      office.syncUntilSettled();
      assertThat(office.tickets()).hasSize(12);
    }
  }
}
