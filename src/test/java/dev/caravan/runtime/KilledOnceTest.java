package dev.caravan.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.Outcome;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One crash for the quick loop: a process that is killed at its work is made up for. */
@Timeout(120)
class KilledOnceTest {
  @TempDir Path folder;

  @Test
  void a_process_killed_while_it_creates_tickets_neither_loses_nor_doubles_one() throws Exception {
    try (TicketScenario scenario = TicketScenario.running(folder, 12)) {
      scenario.fault(Fault.of(Kind.SLOW).on("atera", "POST", "/tickets$").times(0).withDelayMs(40));
      boolean alive =
          scenario.killed(
              1, () -> scenario.sandbox.log().entries("atera", "POST", "/").size() >= 3);
      assertThat(alive).as("killed in its work").isTrue();
      scenario.sandbox.faults().clear();

      assertThat(scenario.syncUntilSettled().outcome()).isEqualTo(Outcome.COMPLETE);

      assertThat(scenario.tickets()).hasSize(12);
      assertThat(scenario.openKeys())
          .allSatisfy(key -> assertThat(scenario.ticketsOf(key, 1)).as(key).hasSize(1));
      assertThat(scenario.intents()).isEmpty();
    }
  }
}
