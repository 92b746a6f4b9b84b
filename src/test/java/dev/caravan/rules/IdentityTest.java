package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger belongs to its accounts. */
class IdentityTest {
  @TempDir Path folder;

  @Test
  void another_source_account_is_refused_with_both_identities_and_nothing_is_written() {
    try (TicketScenario scenario = TicketScenario.running(folder, 5)) {
      scenario.sync();
      String before = scenario.sandbox.datto().settings().accountUid();
      scenario.sandbox.datto().set(Map.of("accountUid", "another-account"));
      refused(scenario, before, "another-account");
      scenario.sandbox.datto().set(Map.of("accountUid", before));
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);
    }
  }

  @Test
  void another_target_account_is_refused_with_both_identities_and_nothing_is_written() {
    try (TicketScenario scenario = TicketScenario.running(folder, 5)) {
      scenario.sync();
      String before = scenario.sandbox.atera().settings().accountId();
      scenario.sandbox.atera().set(Map.of("accountId", "another-account"));
      refused(scenario, before, "another-account");
      scenario.sandbox.atera().set(Map.of("accountId", before));
      assertThat(scenario.sync().created()).isEqualTo(1);
    }
  }

  private static void refused(TicketScenario scenario, String before, String now) {
    scenario.opens("new");
    scenario.sandbox.log().clear();
    CycleReport report = scenario.sync();
    assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(report.outcome().exitCode()).isEqualTo(2);
    assertThat(report.outcome().word()).isEqualTo("aborted");
    assertThat(report.error()).contains(before, now);
    assertThat(scenario.writes()).isEmpty();
    scenario.restart();
    assertThat(scenario.plan().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(scenario.sync().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(scenario.writes()).isEmpty();
    scenario.vanishes("new");
    scenario.opens("new");
  }

  @Test
  void a_target_that_does_not_say_who_it_is_aborts_the_cycle_before_any_write() {
    try (TicketScenario scenario = TicketScenario.running(folder, 5)) {
      scenario.fault(Fault.status(404).on("atera", "GET", "/account$").times(0));
      CycleReport report = scenario.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(scenario.writes()).isEmpty();
      scenario.sandbox.faults().clear();
      scenario.fault(
          Fault.status(200).withBody("application/json", "{}").on("atera", "GET", "/account$"));
      assertThat(scenario.sync().error()).contains("AccountID");
      assertThat(scenario.writes()).isEmpty();
      assertThat(scenario.sync().created()).isEqualTo(5);
    }
  }
}
