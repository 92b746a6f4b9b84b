package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed at any point neither loses nor doubles a ticket. */
@Timeout(300)
class KillTest {
  private static final int ALERTS = 60;

  @TempDir Path folder;

  /** Kills the process as soon as so many requests of that kind have arrived. */
  private static void killedAfter(TicketScenario scenario, String method, int count)
      throws Exception {
    scenario.sandbox.log().clear();
    boolean alive =
        scenario.killed(
            Integer.MAX_VALUE,
            () -> scenario.sandbox.log().entries("atera", method, "/").size() >= count);
    assertThat(alive).as("killed in its work").isTrue();
    assertThat(scenario.sandbox.log().entries("atera", method, "/"))
        .hasSizeGreaterThanOrEqualTo(count);
  }

  private static void eachAlertHasOneTicket(TicketScenario scenario) {
    for (String key : scenario.openKeys()) {
      assertThat(scenario.ticketsOf(key, 1)).as(key).hasSize(1);
    }
    assertThat(scenario.intents()).isEmpty();
  }

  @Test
  void killed_again_and_again_while_tickets_are_created() throws Exception {
    try (TicketScenario scenario = TicketScenario.running(folder, ALERTS)) {
      scenario.fault(Fault.of(Kind.SLOW).on("atera", "POST", "/tickets$").times(0).withDelayMs(40));
      for (int count : List.of(1, 2, 5, 9, 8, 12)) {
        killedAfter(scenario, "POST", count);
      }
      scenario.sandbox.faults().clear();
      assertThat(scenario.syncUntilSettled().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(scenario.tickets()).hasSize(ALERTS);
      eachAlertHasOneTicket(scenario);
    }
  }

  @Test
  void killed_again_and_again_while_tickets_are_closed_and_commented() throws Exception {
    try (TicketScenario scenario =
        TicketScenario.running(folder, ALERTS)
            .with(TicketScenario.SYNC + ".technician-id", "9")
            .with("atera.parallel-calls", "3")) {
      scenario.sync();
      List<String> gone = scenario.openKeys().subList(0, 40);
      gone.forEach(scenario::resolves);
      scenario.sync();
      scenario.fault(Fault.of(Kind.SLOW).on("atera", "PUT", "/tickets").times(0).withDelayMs(30));
      scenario.fault(Fault.of(Kind.SLOW).on("atera", "POST", "/comments").times(0).withDelayMs(30));
      for (int count : List.of(1, 3)) {
        killedAfter(scenario, "PUT", count);
      }
      for (int count : List.of(1, 4, 6)) {
        killedAfter(scenario, "POST", count);
      }
      scenario.sandbox.faults().clear();
      CycleReport report = scenario.syncUntilSettled();
      assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
      scenario.sync();
      assertThat(scenario.tickets()).hasSize(ALERTS);
      for (String key : gone) {
        assertThat(scenario.ticketOf(key).status()).isEqualTo("Resolved");
        assertThat(scenario.ticketOf(key).comments()).as(key).hasSize(1);
      }
      eachAlertHasOneTicket(scenario);
    }
  }
}
