package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.Outcome;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tickets that are later than those which a ledger knows that was put back. */
class LaterTicketsTest {
  @TempDir Path folder;

  /** What the older ledger knows of a record that has had a later ticket since. */
  enum Earlier {
    INTENDED,
    OPEN,
    CLOSED
  }

  @ParameterizedTest
  @EnumSource
  void a_later_ticket_of_a_record_that_is_gone_by_then_is_closed_like_any_other(Earlier known) {
    try (TicketScenario scenario = TicketScenario.running(folder, 3)) {
      opensAnother(scenario, known);
      scenario.restoresTheBackup();
      scenario.resolves("a");

      assertThat(scenario.sync().error()).isNull();
      scenario.clock.jump(Duration.ofMinutes(5));
      assertThat(scenario.sync().closed()).isEqualTo(1);

      assertThat(scenario.tickets()).filteredOn(TicketSnapshot::open).hasSize(3);
      scenario.opens("a");
      assertThat(scenario.sync().created()).isEqualTo(1);
      assertThat(scenario.tickets()).extracting(TicketSnapshot::title).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_record_whose_later_ticket_is_over_too_gets_the_next_when_it_returns(Earlier known) {
    try (TicketScenario scenario = TicketScenario.running(folder, 3)) {
      opensAnother(scenario, known);
      scenario.resolves("a");
      scenario.sync();
      assertThat(scenario.sync().closed()).isEqualTo(1);
      scenario.restoresTheBackup();
      for (int i = 0; i < 3; i++) {
        scenario.clock.jump(Duration.ofMinutes(5));
        assertThat(scenario.sync().error()).isNull();
      }
      scenario.opens("a");

      assertThat(scenario.sync().created()).isEqualTo(1);

      assertThat(scenario.tickets()).filteredOn(TicketSnapshot::open).hasSize(4);
      assertThat(scenario.tickets()).extracting(TicketSnapshot::title).doesNotHaveDuplicates();
    }
  }

  /** Leaves the record "a" with an open ticket that the backup does not know. */
  private static void opensAnother(TicketScenario scenario, Earlier known) {
    scenario.opens("a");
    if (known == Earlier.INTENDED) {
      scenario.fault(Fault.status(401).on("atera", "POST", "/tickets$").times(0));
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.ABORTED);
      scenario.backsUp();
      scenario.sandbox.faults().clear();
      scenario.clock.jump(Duration.ofMinutes(5));
      assertThat(scenario.sync().created()).isEqualTo(4);
      return;
    }
    scenario.sync();
    if (known == Earlier.OPEN) {
      scenario.backsUp();
    }
    scenario.resolves("a");
    scenario.sync();
    assertThat(scenario.sync().closed()).isEqualTo(1);
    if (known == Earlier.CLOSED) {
      scenario.backsUp();
    }
    scenario.opens("a");
    assertThat(scenario.sync().created()).isEqualTo(1);
  }
}
