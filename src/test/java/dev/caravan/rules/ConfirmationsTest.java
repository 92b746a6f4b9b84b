package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The source is asked for few records a cycle; those that cannot be closed keep out no other. */
class ConfirmationsTest {
  private static final int A_CYCLE = 10;

  @TempDir Path folder;

  private TicketScenario scenario() {
    return TicketScenario.running(folder, 60)
        .with("datto.reads-per-minute", "" + 10 * A_CYCLE)
        .with("datto.limit-window", "1s")
        .with("datto.window-margin", "0s");
  }

  private static int asked(TicketScenario scenario) {
    return scenario.sandbox.log().entries("datto", "GET", "/api/v2/alert/").size();
  }

  @Test
  void closes_that_the_target_refused_are_not_asked_for_again() {
    try (TicketScenario scenario = scenario()) {
      scenario.sync();
      List<String> refused = scenario.openKeys().subList(0, A_CYCLE);
      refused.forEach(scenario::resolves);
      scenario.fault(Fault.status(422).on("atera", "PUT", "/tickets/").times(0));
      scenario.sync();
      assertThat(scenario.sync().failed()).isEqualTo(A_CYCLE);
      scenario.sandbox.faults().clear();
      scenario.sandbox.log().clear();
      scenario.sync();
      assertThat(asked(scenario)).isZero();

      String other = scenario.openKeys().get(20);
      scenario.resolves(other);
      scenario.sync();
      assertThat(scenario.sync().closed()).isEqualTo(1);
      assertThat(scenario.ticketOf(other).open()).isFalse();
    }
  }

  @Test
  void an_alert_that_says_null_for_resolved_is_judged_by_when_it_was_and_stops_nobody() {
    try (TicketScenario scenario = scenario()) {
      scenario.sync();
      List<String> keys = scenario.openKeys();
      for (String key : keys.subList(0, 2)) {
        scenario.resolves(key);
        scenario.changes(key, "{\"resolved\":null}");
      }
      // Left out of the list, but by its own words not resolved.
      scenario.changes(keys.get(1), "{\"resolvedOn\":null}");
      scenario.sync();

      CycleReport report = scenario.sync();

      assertThat(report.error()).isNull();
      assertThat(report.closed()).isEqualTo(1);
      assertThat(scenario.ticketOf(keys.get(0)).open()).isFalse();
      assertThat(scenario.ticketOf(keys.get(1)).open()).isTrue();
    }
  }

  @Test
  void records_that_the_guard_holds_back_do_not_keep_out_the_others() {
    try (TicketScenario scenario = scenario().with(TicketScenario.SYNC + ".max-closes", "0")) {
      scenario.sync();
      List<String> keys = scenario.openKeys().stream().sorted().toList();
      keys.subList(0, 2 * A_CYCLE).forEach(scenario::vanishes);
      scenario.resolves(keys.get(29));
      scenario.sync();
      int cycles = 0;
      while (scenario.ticketOf(keys.get(29)).open() && cycles < 50) {
        scenario.sandbox.log().clear();
        scenario.sync();
        assertThat(asked(scenario)).isLessThanOrEqualTo(A_CYCLE);
        cycles++;
      }
      assertThat(scenario.ticketOf(keys.get(29)).open()).isFalse();
      assertThat(scenario.tickets()).filteredOn(ticket -> !ticket.open()).hasSize(1);
    }
  }

  @Test
  void however_little_the_account_allows_ten_are_asked_about() {
    try (TicketScenario scenario = scenario().with("datto.reads-per-minute", "30")) {
      scenario.sync();
      scenario.openKeys().subList(0, 12).forEach(scenario::resolves);
      scenario.sync();
      scenario.sandbox.log().clear();
      assertThat(scenario.sync().closed()).isEqualTo(10);
      assertThat(asked(scenario)).isEqualTo(10);
    }
  }
}
